// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "dossier.hpp"

/// 513 people of 6 enterprises, all granted: 541,700,000 đồng.
Submission phase_1();

/// 1,945 people whose claims come to 2.4 billion đồng, with whatever goes wrong in lists.
Submission phase_2();

/// Of the people of phase 1 twelve whose contracts ended after they were paid for reduced hours, at the end
/// of the round: entitled to 3,000,000 đồng, of which they have 1,000,000.
Submission returning(const Submission& phase_1);

/// Dĩ An, first quarter of 2024: 17 suspended and 988 on reduced hours, of whom `ordinary` are non-members
/// outside the groups with the full amount.
Submission di_an(int ordinary);

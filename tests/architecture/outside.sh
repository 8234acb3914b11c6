#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# outside.sh NM OBJDUMP LIBRARY...: the libraries call nothing that reads or writes, asks for the time, the environment,
# the locale or a random number, starts a thread or ends the process; and compute nothing in floating point. 77: there is
# no such library, or no OBJDUMP.
set -euo pipefail
nm=$1 objdump=$2
shift 2
for library in "$@"; do [[ -f $library ]] || exit 77; done
command -v "$objdump" > /dev/null || exit 77

names='f?open(64)?|f?close|f?read|f?write|fputs|fputc|putc|putchar|puts|v?f?printf|__f?printf_chk|vfprintf|perror|scanf|mmap|ioctl|socket'
names+='|time|clock|clock_gettime|gettimeofday|localtime(_r)?|gmtime(_r)?|mktime|tzset|strftime|sleep|nanosleep'
names+='|getenv|secure_getenv|setenv|setlocale|uselocale|localeconv|rand|random|getrandom|exit|_exit|abort|raise|system|fork|execv?'
names+='|pthread_create|pthread_mutex_lock|std::(cout|cerr|clog|cin|random_device.*|thread.*|chrono.*now.*|basic_[io]?fstream.*|filesystem.*)'

called=$("$nm" -u -C "$@" | sed -nE 's/^ *U //p' | sed -E 's/@.*//' | sort -u)
(($(wc -l <<< "$called") > 20)) || { echo "hardly anything is called: $called"; exit 1; }
if found=$(grep -xE "$names" <<< "$called"); then
  printf 'called by the core:\n%s\n' "$found"
  exit 1
fi

# Of x86: arithmetic, comparisons and conversions of scalars and vectors.
case $("$objdump" -f "$1" | sed -n 's/^architecture: \([^,]*\).*/\1/p' | head -1) in
  i386:x86-64) ;;
  *) exit 0 ;;
esac
code=$("$objdump" -d --no-show-raw-insn "$@" | sed -E 's/^ *[0-9a-f]+:/:/; s/\s[0-9a-f]+ <.*//')  # an address may look like an instruction
(($(wc -l <<< "$code") > 10000)) || { echo "there is hardly any code"; exit 1; }
if found=$(grep -E '\sv?(add|sub|mul|div|sqrt|min|max|cmp|u?comi|fn?m(add|sub)[0-9]*)[sp][sdh]\s|\sv?cvt|\sf(add|sub|mul|div|ild|ld)' <<< "$code"); then
  printf 'floating point in the core:\n%s\n' "$(head -20 <<< "$found")"
  exit 1
fi

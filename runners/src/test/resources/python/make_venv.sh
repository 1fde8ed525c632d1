#!/bin/sh
# Makes a virtual environment with pinned packages, or leaves one that has them as it is.
#
#   make_venv.sh FOLDER REQUIREMENTS...
#
# Needs Python 3.11 or newer with venv and pip, and what pip fetches packages from. Prints what is missing, else nothing.
set -eu

folder=$1
shift
wanted=$(cat "$@")
[ "$(cat "$folder/installed.txt" 2>/dev/null)" != "$wanted" ] || exit 0

rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
python3 -m venv "$folder" >"$folder.log" 2>&1 ||
  { echo "python3 -m venv does not work: $(tail -n 1 "$folder.log")"; exit 1; }
for requirements in "$@"; do
  set -- "$@" -r "$requirements"
  shift
done
"$folder/bin/python" -m pip install --quiet --retries 1 --timeout 20 --disable-pip-version-check "$@" >"$folder.log" 2>&1 ||
  { echo "pip cannot install $(echo "$wanted" | grep -v '^#' | tr '\n' ' '): $(tail -n 1 "$folder.log")"; exit 1; }
printf '%s\n' "$wanted" >"$folder/installed.txt"

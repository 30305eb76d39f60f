# Where there are no namespaces: limits alone, in a folder that is deleted afterwards.
# Arguments: the file for the ending; seconds of processor time, KiB of memory, KiB
# of files, open files; the command.
exec 3> "$1"
seconds=$2 memory=$3 size=$4 open=$5
shift 5
exec 4>&2 2> /dev/null # the shell's own words are not the program's
(
  ulimit -c 0
  ulimit -H -t "$((seconds + 1))"
  ulimit -S -t "$seconds"
  ulimit -n "$open"
  ulimit -f "$((size * 2))"
  ulimit -v "$memory"
  exec "$@" 2>&4 3>&- 4>&-
)
echo $? >&3
times >&3

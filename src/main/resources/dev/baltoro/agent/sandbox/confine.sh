# Runs as the first process of new namespaces. Makes a root folder that holds nothing but what the
# interpreter needs, all of it read-only, and an empty folder /work; then runs the rest of its
# arguments there and writes down how that ended, where the program cannot reach.
#
# Arguments: user or root, an empty folder, the file for the ending, bytes of /work, tools until --,
# what can be read until --, the command.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
mode=$1 root=$2 ending=$3 bytes=$4
shift 4
exec 3> "$ending"
mount -t tmpfs -o size=8m,mode=755 none "$root"
cd "$root"
mkdir work dev proc .tools .old
owner=
if [ "$mode" = root ]; then owner=,uid=65534,gid=65534; fi
mount -t tmpfs -o "size=$bytes,nr_inodes=1024,mode=700,nosuid,nodev,noexec$owner" none work
while [ "$1" != -- ]; do
  cp -L "$1" .tools/
  shift
done
shift
while [ "$1" != -- ]; do
  mkdir -p ".${1%/*}"
  if [ -L "$1" ]; then
    cp -P "$1" ".$1"
  else
    if [ -d "$1" ]; then mkdir -p ".$1"; else : > ".$1"; fi
    mount -o bind,ro,nosuid,nodev "$1" ".$1"
  fi
  shift
done
shift
for device in null zero random urandom; do
  : > dev/$device
  mount -o bind "/dev/$device" dev/$device
done
mount -t proc -o nosuid,nodev,noexec proc proc
pivot_root . .old
/.tools/umount -n -l /.old
/.tools/mount -n -o remount,bind,ro /
cd /work
exec 4>&2 2> /dev/null # the shell's own words are not the program's
set +e
(exec "$@" 2>&4 3>&- 4>&-) # in a shell of its own, or its signal is reported among its errors
echo $? >&3
times >&3

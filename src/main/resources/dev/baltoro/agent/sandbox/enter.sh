# The last step before the program: no further namespaces, limits, no privileges.
# Arguments: limits until --, the command. The check of the map holds this off the machine's own
# namespace, whatever went wrong before.
read -r _ _ mapped < /proc/self/uid_map
[ "$mapped" = 1 ] || exit 126
echo 0 > /proc/sys/user/max_user_namespaces
PATH=/.tools
drop="--no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all"
limits=
while [ "$1" != -- ]; do
  limits="$limits $1"
  shift
done
shift
exec prlimit $limits setpriv $drop "$@"

#!/bin/sh
# Fetches GraalPy, with which the sandbox runs Python programs where no python3 is installed (docs/guide/sandbox.md): 150 MB
# of Maven Central, once, into the user's data folder, where agent.sandbox.PythonPlaces looks for it. To be rid of it, delete
# that folder.
set -eu
umask 022 # in the sandbox another user has to read it
tools=$(dirname -- "$(readlink -f -- "$0")")
. "$tools/jdk.sh"
java=$JAVA_HOME/bin/java
home=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *user\.home = //p') # as Java has it, which need not be $HOME
place=${XDG_DATA_HOME:-$home/.local/share}/baltoro/graalpy
new=$place.new
mkdir -p "$(dirname -- "$place")"
mkdir "$new" 2> /dev/null || { echo "another one is fetching (if not: rm -r '$new')" >&2; exit 1; }
trap 'rm -rf "$new"' EXIT
trap 'exit 1' INT TERM

echo "fetching GraalPy (150 MB) into $place ..." >&2
"$tools/../mvnw" -q -B -ntp -Dstyle.color=never -f "$tools/graalpy/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$new/jars"
"$java" --sun-misc-unsafe-memory-access=allow --illegal-native-access=deny -Dtruffle.attach.library=/none -Dpolyglotimpl.AttachLibraryFailureAction=ignore \
  -cp "$new/jars/*" "$tools/graalpy/Unpack.java" "$new/home"
rm -r "$new"/resources "$new"/jars/python-resources-*.jar # unpacked
rm -rf "$place"
mv "$new" "$place"
"$tools/../baltoro" doctor | grep sandbox

#!/bin/bash
# Tries gan4j where something is in its way: file systems, users, class loaders, denied rights, fat jars, old libraries.
# Each case runs Try twice in one JVM; it must work, or name reason and remedy, both times the same.
#
#   ./mvnw -B -ntp -q package -DskipTests
#   java -jar gan-examples/target/gan-examples.jar digits --steps 2 --features 4 --out out
#   sudo gan-benchmarks/machines/machines.sh out/digits.onnx
#
# Root mounts file systems and becomes other users. JAVA is the java of JDK 17, JAVA_NEW that of a JDK from 24 on. Jars that
# are not in the local Maven repository ($HOME/.m2, or MAVEN_REPOSITORY) are passed over.
set -u
model=$(realpath "${1:?the path of a model}")
root=$(realpath "$(dirname "$0")/../..")
java=${JAVA:-java}
new=${JAVA_NEW:-}
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
work=$(mktemp -d)
chmod 755 "$work"
trap 'umount "$work"/mnt/* 2>/dev/null; rm -rf "$work"' EXIT

mkdir -p "$work/lib" "$work/app"
cp "$root"/gan-examples/target/lib/*.jar "$work/lib"
javac -cp "$work/lib/*" -d "$work/app" "$(dirname "$0")/Try.java"
embedded='/(gan-api|gan-onnx|guava|failureaccess|gson|slf4j-api|jspecify|onnxruntime|onnxruntime-engine|api|jna|commons-[a-z]+)-'
all=$(ls "$work"/lib/*.jar)
few=$(echo "$all" | grep -E "$embedded")

path() { echo "$work/app:$(tr '\n' ':')"; }
generating=$(echo "$few" | path)
training=$(echo "$all" | path)
options="-Djava.awt.headless=true -Dorg.slf4j.simpleLogger.defaultLogLevel=error"

try() {
    echo "== $1"
    shift
    timeout 300 "$@" 2>&1 | grep -vE '^WARNING:|SLF4J' | cut -c1-500
}
generate() { local name=$1; shift; try "$name, generate" "$@" -cp "$generating" Try generate "$model"; }
train() { local name=$1; shift; try "$name, train" "$@" -cp "$training" Try train; }

# JDKs
generate "JDK 17" $java $options
train "JDK 17" $java $options
if [ -n "$new" ]; then
    generate "new JDK" $new $options
    train "new JDK" $new $options
    generate "native access denied" $new $options --illegal-native-access=deny
    train "native access denied" $new $options --illegal-native-access=deny
    generate "native access allowed by name" $new $options --illegal-native-access=deny --enable-native-access=ALL-UNNAMED
    train "Unsafe denied" $new $options --sun-misc-unsafe-memory-access=deny
fi
generate "runtime of java.base alone" $java $options --limit-modules java.base
generate "runtime of java.base, java.logging, java.desktop" $java $options --limit-modules java.base,java.logging,java.desktop

# file systems
mnt=$work/mnt
mkdir -p "$mnt"/{readonly,noexec,full,small}
mount -t tmpfs -o ro tmpfs "$mnt/readonly"
mount -t tmpfs -o noexec,size=2g tmpfs "$mnt/noexec"
mount -t tmpfs -o size=200k tmpfs "$mnt/full"
mount -t tmpfs -o size=50m tmpfs "$mnt/small"
for temporary in readonly noexec full none; do
    generate "home read-only, temporary folder $temporary" env HOME="$mnt/readonly" \
        $java $options -Duser.home="$mnt/readonly" -Djava.io.tmpdir="$mnt/$temporary"
done
generate "home read-only" env HOME="$mnt/readonly" $java $options -Duser.home="$mnt/readonly"
generate "home noexec" env HOME="$mnt/noexec" $java $options -Duser.home="$mnt/noexec"
generate "home full" env HOME="$mnt/full" $java $options -Duser.home="$mnt/full"
for temporary in noexec small; do
    train "home read-only, temporary folder $temporary" env HOME="$mnt/readonly" \
        $java $options -Duser.home="$mnt/readonly" -Djava.io.tmpdir="$mnt/$temporary"
done
for cache in readonly noexec small; do
    train "DJL_CACHE_DIR $cache" env DJL_CACHE_DIR="$mnt/$cache" $java $options
done
train "temporary folder read-only" $java $options -Djava.io.tmpdir="$mnt/readonly"

# users without a home; the second finds the first's folder
for user in 54321 54322; do
    generate "user $user" env -u HOME setpriv --reuid $user --regid $user --clear-groups $java $options
    train "user $user" env -u HOME setpriv --reuid $user --regid $user --clear-groups $java $options
done

# paths
odd="$work/with space & é#%20+"
mkdir -p "$odd"
cp -r "$work/lib" "$work/app" "$odd"
try "jars in a folder of an odd name, generate" $java $options -cp "$odd/app:$odd/lib/*" Try generate "$model"

# other versions of libraries
for jar in com/google/code/gson/gson/2.10.1/gson-2.10.1.jar com/google/code/gson/gson/2.8.9/gson-2.8.9.jar \
    com/google/guava/guava/31.1-jre/guava-31.1-jre.jar com/google/guava/guava/25.1-jre/guava-25.1-jre.jar \
    org/slf4j/slf4j-api/1.7.36/slf4j-api-1.7.36.jar; do
    if [ -f "$repository/$jar" ]; then
        try "$(basename $jar) in front, generate" $java $options -cp "$repository/$jar:$generating" Try generate "$model"
        try "$(basename $jar) in front, train" $java $options -cp "$repository/$jar:$training" Try train
    fi
done

# one jar of all
python3 "$(dirname "$0")/jars.py" "$work" "$repository/org/springframework/boot/spring-boot-loader"
for jar in "$work"/fat/*.jar; do
    what=generate
    [[ $jar == *train* ]] && what=train
    try "$(basename "$jar")" $java $options -jar "$jar" $what "$model"
done

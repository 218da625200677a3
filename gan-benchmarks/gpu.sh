#!/bin/sh
# Measures gan4j on a machine with one NVIDIA GPU, in under 8 minutes, and builds nothing: parity of all recipes with the CPU,
# determinism, the step at 28, 64 and 128 pixels in float32, TF32 and bfloat16 beside PyTorch, and memory.
#
#   gan-benchmarks/gpu.sh [gpu|cpu] [steps]
#
# Needs Java 17 and gan-benchmarks/target/gan-benchmarks.jar with its folder lib, as `mvnw package` leaves them; CLASS_PATH names
# others. PYTORCH_LIBRARY_PATH names the folder lib of a libtorch 2.7.1 with CUDA (+cu128) and PYTORCH_FLAVOR its kind, by default
# cu128. GAN4J_PYTHON names an interpreter with PyTorch; without one there is no column for it. With "cpu" all of it runs on the
# CPU, which tries the script. Prints Markdown.
set -eu

device=${1:-gpu}
steps=${2:-50}
case $device in
gpu | cpu) ;;
*)
    echo "usage: $0 [gpu|cpu] [steps]" >&2
    exit 2
    ;;
esac

folder=$(cd "$(dirname "$0")" && pwd)
class_path=${CLASS_PATH:-$folder/target/gan-benchmarks.jar}
if [ -z "${CLASS_PATH:-}" ] && [ ! -f "$class_path" ]; then
    echo "$class_path is missing: build it by ./mvnw -B package -DskipTests, or name the classes by CLASS_PATH" >&2
    exit 1
fi

if [ "$device" = gpu ]; then
    if ! command -v nvidia-smi > /dev/null; then
        echo "there is no nvidia-smi here: is there an NVIDIA GPU? $0 cpu tries the script without one" >&2
        exit 1
    fi
    if [ -z "${PYTORCH_LIBRARY_PATH:-}" ]; then
        echo "set PYTORCH_LIBRARY_PATH to the folder lib of a libtorch 2.7.1 with CUDA" >&2
        exit 1
    fi
    PYTORCH_VERSION=${PYTORCH_VERSION:-2.7.1}
    PYTORCH_FLAVOR=${PYTORCH_FLAVOR:-cu128}
    export PYTORCH_VERSION PYTORCH_FLAVOR PYTORCH_LIBRARY_PATH
    nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader
    used=$(mktemp)
    # the most memory of the device that is in use, of all programs together
    (
        while :; do
            nvidia-smi --query-gpu=memory.used --format=csv,noheader,nounits
            sleep 0.5
        done
    ) > "$used" &
    watcher=$!
    trap 'kill "$watcher" 2> /dev/null || true; rm -f "$used"' EXIT
fi

grep -m 1 "model name" /proc/cpuinfo 2> /dev/null || true
began=$(date +%s)
java -Dorg.slf4j.simpleLogger.defaultLogLevel=error -cp "$class_path" io.gan4j.benchmarks.DeviceReport "$device" "$steps"
if [ "$device" = gpu ]; then
    echo "most memory of the device in use: $(sort -n "$used" | tail -n 1) MiB"
fi
echo "took $(($(date +%s) - began)) s"

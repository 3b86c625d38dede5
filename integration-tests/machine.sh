#!/usr/bin/env bash
# Makes a Debian machine ready for every test: packages, a running Docker engine, the base images.
# Run by `./outcry test` as root. What is in place is left alone; what can't be had is said, and left to the tests.
# JAVA_HOME must be a JDK 25: the stand-in for eclipse-temurin:25-jre is linked from it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
log=/var/log/outcry-machine.log
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DEBIAN_FRONTEND=noninteractive DOCKER_BUILDKIT=0 # Debian's engine has the classic builder only

say() { printf 'machine: %s\n' "$*" >&2; }

packages=()
# want PROGRAM PACKAGE…: the packages are wanted if there is no such program.
want() {
    command -v "$1" >/dev/null || packages+=("${@:2}")
}

install_packages() {
    [ ${#packages[@]} -gt 0 ] || return 0
    say "installing ${packages[*]}"
    local apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -y --no-install-recommends)
    if ! { "${apt[@]}" update && "${apt[@]}" install "${packages[@]}"; } >>"$log" 2>&1 </dev/null; then
        say "that failed: see $log"
    fi
    packages=()
}

engine_answers() { docker info >/dev/null 2>&1; }

start_engine() {
    if engine_answers; then return; fi
    say 'starting the Docker engine'
    if [ -d /run/systemd/system ]; then
        systemctl start docker
    else
        # Published ports on loopback only. It outlives this script, so that the next run finds it.
        setsid dockerd --ip 127.0.0.1 >>"$log" 2>&1 </dev/null &
    fi
    for _ in {1..150}; do
        if engine_answers; then return; fi
        sleep 0.2
    done
    say "it did not start: see $log"
    return 1
}

# image TAG FUNCTION: has the image, by itself, from a registry, or built by FUNCTION TAG.
image() {
    if docker image inspect "$1" >/dev/null 2>&1; then return; fi
    if timeout 20 docker pull -q "$1" >>"$log" 2>&1; then return; fi
    say "no registry gives $1: building a stand-in"
    "$2" "$1" >>"$log" 2>&1 || {
        say "that failed: see $log"
        return 1
    }
}

# In a chain, because a function called as a condition doesn't stop at a failed command.
debian() {
    debootstrap --variant=minbase bookworm "$scratch/debian" &&
        tar -C "$scratch/debian" -c -f "$scratch/debian.tar" \
            --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' \
            --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' . &&
        docker import -c 'CMD ["bash"]' "$scratch/debian.tar" "$1"
}

# A run-time image of all that is Java SE, as the real one: what needs the JDK's tools must fail here too.
temurin() {
    local modules=java.se module
    for module in charsets crypto.ec httpserver jfr localedata management.agent naming.dns net unsupported zipfs; do
        modules+=,jdk.$module
    done
    image debian:bookworm-slim debian &&
        "$JAVA_HOME/bin/jlink" --add-modules "$modules" --output "$scratch/context/jre" \
            --no-header-files --no-man-pages &&
        "$scratch/context/jre/bin/java" -XX:+UseCompactObjectHeaders -Xshare:dump &&
        docker build -q -t "$1" -f - "$scratch/context" <docker/eclipse-temurin.Dockerfile
}

want mvn maven
want node nodejs
want npm npm
want chromium chromium fonts-dejavu-core
want php php-cli
want docker docker.io
docker info >/dev/null 2>&1 || want dockerd docker.io
[ -x /usr/sbin/debootstrap ] || packages+=(debootstrap)
install_packages
if ! { start_engine && image eclipse-temurin:25-jre temurin; }; then
    say 'the tests that need Docker will fail'
fi

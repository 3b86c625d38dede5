# Stands in for eclipse-temurin:25-jre where no registry answers: same name, same places. Built by ../machine.sh.
FROM debian:bookworm-slim
ENV JAVA_HOME=/opt/java/openjdk \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8
COPY jre /opt/java/openjdk
CMD ["java", "--version"]

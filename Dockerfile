# The floor in one image. Build the JAR first: ./outcry build && docker build -t outcry .
FROM eclipse-temurin:25-jre

RUN useradd --system --user-group --home-dir /data --shell /usr/sbin/nologin outcry \
 && install -d -o outcry -g outcry -m 700 /data
VOLUME /data
WORKDIR /data
USER outcry

ENV OUTCRY_HOST=0.0.0.0 \
    OUTCRY_PORT=8080 \
    OUTCRY_DATA=/data
EXPOSE 8080

# Asked by bash itself: the base image has no curl, and a JVM for each question would cost more than the answer.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$OUTCRY_PORT && printf 'GET /observe/health HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# Exec form, so that the server is process 1 and SIGTERM reaches it. JDK_JAVA_OPTIONS adds options, for example -Xmx2g.
ENTRYPOINT ["java", "@/opt/outcry/jvm.options", "-jar", "/opt/outcry/outcry.jar"]

COPY server/jvm.options server/target/outcry.jar /opt/outcry/

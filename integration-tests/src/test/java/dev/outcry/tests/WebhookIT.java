package dev.outcry.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.server.webhook.TestCertificate;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.utility.MountableFile;

/// A webhook out of a container to a program in PHP, which believes nothing that isn't signed.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class WebhookIT {
    private static final String NAME = "hooks.test";
    private static final String TRUSTED = "/tmp/trusted.p12";

    @TempDir private Path directory;

    @Test
    void reachesPhpThroughTheDeathOfTheServer() throws Exception {
        Machine.php();
        int port = freePort();
        URI php = URI.create("http://127.0.0.1:" + port);
        try (TlsFront front = new TlsFront(NAME, directory, php);
                Floor floor = floor(front);
                Admin admin = new Admin(floor)) {
            JsonObject hook =
                    admin.post(
                            "rooms/lobby/hooks",
                            Json.createObjectBuilder()
                                    .add("url", "https://" + NAME + ":" + front.port() + "/")
                                    .add("events", Json.createArrayBuilder().add("message"))
                                    .build());
            Path output = directory.resolve("output");
            Process receiver = receive(port, hook.getString("secret"), output);
            try {
                say(admin, 0, 30);
                floor.kill();
                floor.startAgain();
                say(admin, 30, 60);
                String last = "admin: text 59";
                while (!Files.readString(output).contains(last)) {
                    assertThat(receiver.isAlive()).as(Files.readString(output)).isTrue();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            } finally {
                receiver.destroy();
            }

            List<String> heard = new ArrayList<>();
            for (String line : Files.readAllLines(output)) {
                int at = line.indexOf("admin: text ");
                if (at >= 0 && !heard.contains(line.substring(at))) {
                    heard.add(line.substring(at));
                }
            }
            assertThat(heard)
                    .isEqualTo(IntStream.range(0, 60).mapToObj(i -> "admin: text " + i).toList());
        }
    }

    @Test
    void isNotTakenWithoutTheSecret() throws Exception {
        Machine.php();
        int port = freePort();
        Process receiver = receive(port, "whsec_d3Jvbmc=", directory.resolve("output"));
        try (TlsFront front =
                        new TlsFront(NAME, directory, URI.create("http://127.0.0.1:" + port));
                Floor floor = floor(front);
                Admin admin = new Admin(floor)) {
            JsonObject hook =
                    admin.post(
                            "rooms/lobby/hooks",
                            Json.createObjectBuilder()
                                    .add("url", "https://" + NAME + ":" + front.port() + "/")
                                    .add("events", Json.createArrayBuilder().add("message"))
                                    .build());
            say(admin, 0, 1);

            JsonObject now = hook;
            while (!now.containsKey("failing")) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                now = admin.get("rooms/lobby/hooks/" + hook.getString("hook"));
            }
            assertThat(now.getJsonObject("failing").getString("reason"))
                    .isEqualTo("the status was 401");
        } finally {
            receiver.destroy();
        }
    }

    private static Floor floor(TlsFront front) {
        return Floor.start(
                Map.of(
                        "OUTCRY_FEED",
                        "none",
                        "OUTCRY_HOOK_NETWORKS",
                        "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16",
                        "JDK_JAVA_OPTIONS",
                        "-Djavax.net.ssl.trustStore="
                                + TRUSTED
                                + " -Djavax.net.ssl.trustStoreType=PKCS12"
                                + " -Djavax.net.ssl.trustStorePassword="
                                + TestCertificate.PASSWORD),
                container ->
                        container
                                .withExtraHost(NAME, "host-gateway")
                                .withCopyFileToContainer(
                                        MountableFile.forHostPath(front.certificate(), 0644),
                                        TRUSTED));
    }

    private static void say(Admin admin, int from, int to)
            throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            admin.post(
                    "rooms/lobby/messages",
                    Json.createObjectBuilder().add("text", "text " + i).build());
        }
    }

    private static Process receive(int port, String secret, Path output) throws IOException {
        String script = Machine.ROOT.resolve("examples/php/receive.php").toString();
        ProcessBuilder builder =
                new ProcessBuilder(Machine.php().toString(), "-S", "127.0.0.1:" + port, script);
        builder.environment().put("OUTCRY_SECRET", secret);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

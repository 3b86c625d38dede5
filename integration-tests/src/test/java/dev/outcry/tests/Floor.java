package dev.outcry.tests;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.images.builder.ImageFromDockerfile;

/// A server in a container of its own, made from the repository's Dockerfile.
///
/// Its address is the same after each restart, as a real server's is: the port is chosen here, not
/// by the engine. For one thread.
final class Floor implements AutoCloseable {
    private static final int PORT = 8080;

    private final GenericContainer<?> container;
    private final int port;
    private final String adminPassword = UUID.randomUUID().toString();

    private Floor(Map<String, String> settings, Consumer<GenericContainer<?>> more) {
        port = freePort();
        container =
                new GenericContainer<>(Image.BUILT)
                        .withExposedPorts(PORT)
                        .withEnv("OUTCRY_ADMIN_PASSWORD", adminPassword)
                        .withEnv(settings)
                        .waitingFor(ready());
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + PORT));
        more.accept(container);
    }

    /// Starts a server and waits until it is ready.
    ///
    /// @param settings `OUTCRY_…` variables that differ from the image's
    static Floor start(Map<String, String> settings) {
        return start(settings, _ -> {});
    }

    /// The same in a container that differs in more.
    ///
    /// @param more changes the container before it starts
    static Floor start(Map<String, String> settings, Consumer<GenericContainer<?>> more) {
        Machine.needsDocker();
        Floor floor = new Floor(settings, more);
        floor.container.start();
        return floor;
    }

    /// Starts a server that is expected to end by itself, and doesn't wait.
    static Floor startInVain(Map<String, String> settings) {
        Machine.needsDocker();
        Floor floor = new Floor(settings, _ -> {});
        floor.container.waitingFor(new NoWait()).withStartupCheckStrategy(new AnyState()).start();
        return floor;
    }

    /// {@return the address of a page or call}
    ///
    /// @param path begins with a slash
    URI http(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /// {@return the address of a WebSocket route}
    ///
    /// @param path begins with a slash
    URI ws(String path) {
        return URI.create("ws://localhost:" + port + path);
    }

    /// {@return the password of the account `admin`}
    String adminPassword() {
        return adminPassword;
    }

    /// {@return what the server has printed so far, over all its starts}
    String log() {
        return container.getLogs();
    }

    /// Ends the process as a power cut would. Returns once it is gone.
    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        awaitExit();
    }

    /// Asks the process to end, as `docker stop` does.
    void terminate() {
        docker().killContainerCmd(container.getContainerId()).withSignal("TERM").exec();
    }

    /// Waits until the process has ended, at most half a minute.
    ///
    /// @return its exit code
    int awaitExit() {
        return docker().waitContainerCmd(container.getContainerId())
                .start()
                .awaitStatusCode(30, TimeUnit.SECONDS);
    }

    /// Starts the process again over the same data, and waits until it is ready.
    void startAgain() {
        docker().startContainerCmd(container.getContainerId()).exec();
        ready().waitUntilReady(container);
    }

    @Override
    public void close() {
        container.stop();
    }

    private static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    private static WaitStrategy ready() {
        return Wait.forHttp("/observe/health")
                .forPort(PORT)
                .withStartupTimeout(Duration.ofSeconds(30));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    private static final class NoWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {
            // The caller waits for the end instead.
        }
    }

    private static final class AnyState extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient docker, String container) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    /// Built at most once a run, and kept by the engine, so that an unchanged one costs nothing in
    /// the next run.
    private static final class Image {
        static final ImageFromDockerfile BUILT =
                new ImageFromDockerfile("outcry-under-test", false)
                        .withFileFromPath("Dockerfile", file("Dockerfile"))
                        .withFileFromPath("server/jvm.options", file("server/jvm.options"))
                        .withFileFromPath(
                                "server/target/outcry.jar", file("server/target/outcry.jar"));

        private static Path file(String path) {
            return Machine.ROOT.resolve(path);
        }
    }
}

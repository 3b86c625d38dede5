package dev.outcry.server.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.PlainSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadBufferTest {
    @Test
    void leavesASocketThatCanBeReadInto() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket accepted = listener.accept()) {
            PlainSocket socket = PlainSocket.server(accepted, "child", "server");

            assertThat(ReadBuffer.release(socket)).isTrue();

            peer.getOutputStream().write(7);
            BufferData buffer = BufferData.create(10);
            assertThat(socket.read(buffer)).isOne();
            assertThat(buffer.read()).isEqualTo(7);
        }
    }
}

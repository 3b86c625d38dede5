package dev.outcry.tests.raw;

import static dev.outcry.tests.raw.Frame.BINARY;
import static dev.outcry.tests.raw.Frame.CLOSE;
import static dev.outcry.tests.raw.Frame.FIN;
import static dev.outcry.tests.raw.Frame.PING;
import static dev.outcry.tests.raw.Frame.TEXT;

import dev.outcry.tests.raw.Peer.Chop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Autobahn's chapters 3 and 4: reserved bits and opcodes end the connection with 1002, and nothing
/// behind them counts.
@ExtendWith(ConformanceServer.Shared.class)
@Timeout(20)
final class ConformsReservedIT {
    private static final byte[] ASKED = Frame.text(Talker.ping(1));
    private static final byte[] PINGED = Frame.of(FIN | PING);

    @AfterAll
    static void complainsOfNothing(ConformanceServer server) throws IOException {
        server.expectNoComplaints();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"reservedBits", "reservedOpcodes"})
    void conforms(Case each, ConformanceServer server) throws Exception {
        server.hold(each);
    }

    static List<Case> reservedBits() {
        List<Case> cases = new ArrayList<>();
        cases.add(alone("3.1 a text with RSV 1", rsv(1, TEXT)));
        cases.addAll(behindOthers("3.2 RSV 2", Chop.WHOLE, rsv(2, TEXT)));
        cases.addAll(behindOthers("3.3 RSV 3", Chop.FRAMES, rsv(3, TEXT)));
        cases.addAll(behindOthers("3.4 RSV 4", Chop.OCTETS, rsv(4, TEXT)));
        cases.add(alone("3.5 a binary message with RSV 5", rsv(5, BINARY)));
        cases.add(alone("3.6 a ping with RSV 6", rsv(6, PING)));
        cases.add(alone("3.7 a close with RSV 7", rsv(7, CLOSE)));
        for (int rsv = 1; rsv <= 7; rsv++) {
            cases.add(
                    alone(
                            "3.x the second fragment with RSV " + rsv,
                            Frame.join(Frame.of(TEXT, "{"), rsv(rsv, Frame.CONTINUATION))));
        }
        return cases;
    }

    static List<Case> reservedOpcodes() {
        List<Case> cases = new ArrayList<>();
        for (int opcode : new int[] {0x3, 0xB}) {
            int group = opcode == 0x3 ? 1 : 2;
            cases.add(alone("4.%d.1 opcode %d".formatted(group, opcode), Frame.of(FIN | opcode)));
            cases.add(
                    alone(
                            "4.%d.2 opcode %d with payload".formatted(group, opcode + 1),
                            Frame.of(FIN | opcode + 1, "reserved")));
            cases.addAll(
                    behindOthers(
                            "4.%d.3 opcode %d".formatted(group, opcode + 2),
                            Chop.WHOLE,
                            Frame.of(FIN | opcode + 2)));
            cases.addAll(
                    behindOthers(
                            "4.%d.4 opcode %d with payload".formatted(group, opcode + 3),
                            Chop.FRAMES,
                            Frame.of(FIN | opcode + 3, "reserved")));
            cases.addAll(
                    behindOthers(
                            "4.%d.5 opcode %d with payload".formatted(group, opcode + 4),
                            Chop.OCTETS,
                            Frame.of(FIN | opcode + 4, "reserved")));
        }
        return cases;
    }

    private static byte[] rsv(int bits, int opcode) {
        return Frame.of(FIN | bits << 4 | opcode, "Hello");
    }

    private static Case alone(String title, byte[] wrong) {
        return new Case(title, peer -> peer.send(wrong).expectFailure(1002));
    }

    /// Between a command and a ping: with the command's answer awaited, and without.
    private static List<Case> behindOthers(String title, Chop chop, byte[] wrong) {
        return List.of(
                new Case(
                        title + " behind a text that was answered, " + chop,
                        peer -> {
                            peer.send(chop, ASKED).expectAnswer(1);
                            peer.send(chop, wrong, PINGED).expectFailure(1002);
                        }),
                new Case(
                        title + " right behind a text, " + chop,
                        peer -> {
                            peer.send(chop, ASKED, wrong, PINGED).expectFailureBehind(1002, 1);
                        }));
    }
}

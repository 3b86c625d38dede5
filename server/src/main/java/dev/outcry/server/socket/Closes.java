package dev.outcry.server.socket;

import dev.outcry.protocol.CloseCode;
import dev.outcry.server.hub.Frames;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/// Counts how connections ended, by a bounded set of names: peers can't make up new ones. Any
/// thread.
final class Closes {
    /// For what ended without close frame, as RFC 6455 has it.
    private static final String VANISHED = "1006";

    private static final String OTHER = "other";

    /// What a peer may be counted under. Others are the server's: a peer that says 4500 wasn't
    /// kicked.
    private static final Set<Integer> OF_PEERS =
            Set.of(CloseCode.NORMAL.code(), CloseCode.GOING_AWAY.code(), Frames.NO_STATUS);

    private final Map<String, LongAdder> counts = new LinkedHashMap<>();

    Closes() {
        for (CloseCode code : CloseCode.values()) {
            counts.put(Integer.toString(code.code()), new LongAdder());
        }
        counts.put(Integer.toString(Frames.NO_STATUS), new LongAdder());
        counts.put(VANISHED, new LongAdder());
        counts.put(OTHER, new LongAdder());
    }

    /// Counts one.
    ///
    /// @param code of the close frame that came first; 0 if there was none
    /// @param byPeer whether that was the peer's
    void count(int code, boolean byPeer) {
        String name = code == 0 ? VANISHED : Integer.toString(code);
        boolean known = counts.containsKey(name) && (!byPeer || OF_PEERS.contains(code));
        counts.get(known ? name : OTHER).increment();
    }

    /// {@return how many there were since the start, by name}
    Map<String, LongSupplier> sums() {
        Map<String, LongSupplier> sums = new LinkedHashMap<>();
        counts.forEach((name, count) -> sums.put(name, count::sum));
        return Collections.unmodifiableMap(sums);
    }
}

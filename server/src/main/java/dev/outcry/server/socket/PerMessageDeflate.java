package dev.outcry.server.socket;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The extension permessage-deflate (RFC 7692), always without context takeover: each message is
/// compressed by itself, so neither side keeps anything between two.
///
/// Thread-safe. An `Inflater` lives only while a message is decompressed: it holds up to 40 KB of
/// native memory, and to make one costs a third of a microsecond.
final class PerMessageDeflate {
    /// The most bytes that a compressed message can have: zlib's worst case of what may come out of
    /// it is below an eighth more than went in.
    static final int MAX_DEFLATED_BYTES =
            FrameReader.MAX_MESSAGE_BYTES + FrameReader.MAX_MESSAGE_BYTES / 8;

    private static final String NAME = "permessage-deflate";
    private static final String NO_CONTEXT =
            "; server_no_context_takeover; client_no_context_takeover";
    private static final Set<String> WINDOW_BITS =
            Set.of("8", "9", "10", "11", "12", "13", "14", "15");
    private static final String ONLY_WINDOW_BITS = "15";

    /// What the sender left out, then a block that says that it is the last: the data is whole only
    /// if that block is reached.
    private static final byte[] END = {0, 0, (byte) 0xFF, (byte) 0xFF, 1, 0, 0, -1, -1};

    private static final int FIRST_BYTES = 512;
    private static final int USUAL_RATIO = 4;

    private PerMessageDeflate() {}

    /// Finds the first offer that can be honoured.
    ///
    /// Declined are offers with a parameter that is unknown, comes twice or has a value it can't
    /// have (RFC 7692 §7), and those that want a window below 32 KiB of the server: `Deflater` has
    /// no other.
    ///
    /// @param offers what the peer offers, the best first
    /// @return the answer for `Sec-WebSocket-Extensions`; empty if there is no such offer
    static Optional<String> answer(List<Extension> offers) {
        return offers.stream()
                .filter(offer -> offer.name().equals(NAME))
                .flatMap(offer -> answer(offer).stream())
                .findFirst();
    }

    private static Optional<String> answer(Extension offer) {
        Set<String> seen = new HashSet<>();
        String answer = NAME + NO_CONTEXT;
        for (Extension.Parameter parameter : offer.parameters()) {
            if (!seen.add(parameter.name()) || !honours(parameter)) {
                return Optional.empty();
            }
            if (parameter.name().equals("server_max_window_bits")) {
                answer += "; server_max_window_bits=" + ONLY_WINDOW_BITS;
            }
        }
        return Optional.of(answer);
    }

    private static boolean honours(Extension.Parameter parameter) {
        return switch (parameter.name()) {
            case "server_no_context_takeover", "client_no_context_takeover" ->
                    parameter.value().isEmpty();
            case "server_max_window_bits" ->
                    parameter.value().filter(ONLY_WINDOW_BITS::equals).isPresent();
            case "client_max_window_bits" ->
                    parameter.value().map(WINDOW_BITS::contains).orElse(true);
            default -> false;
        };
    }

    /// Decompresses a message.
    ///
    /// Takes time by what goes in and what comes out, both bounded: 2 to 5 µs for a usual command,
    /// and about 10 ms for the worst that a hostile peer could think up.
    ///
    /// @param deflated holds the payload
    /// @param size how many bytes of the array
    /// @return the message, at most [FrameReader#MAX_MESSAGE_BYTES]; whether it is UTF-8 isn't
    ///   looked at
    /// @throws FrameException with 1007 if that is no whole deflated data, with 1009 as soon as
    ///   more comes out of it
    static byte[] inflate(byte[] deflated, int size) {
        byte[] input = Arrays.copyOf(deflated, size + END.length);
        System.arraycopy(END, 0, input, size, END.length);
        Inflater inflater = new Inflater(true);
        try {
            return inflate(inflater, input);
        } catch (DataFormatException _) {
            throw corrupt();
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater, byte[] input) throws DataFormatException {
        int most = FrameReader.MAX_MESSAGE_BYTES + 1;
        byte[] output = new byte[Math.clamp((long) USUAL_RATIO * input.length, FIRST_BYTES, most)];
        int length = 0;
        inflater.setInput(input);
        while (true) {
            int count = inflater.inflate(output, length, output.length - length);
            length += count;
            if (length == most) {
                throw FrameException.tooBig();
            }
            if (inflater.finished()) {
                int left = inflater.getRemaining();
                if (left == 0) {
                    return Arrays.copyOf(output, length);
                }
                // A sender may end its blocks with a last one, and go on (RFC 7692 §7.2.3.5).
                inflater.reset();
                inflater.setInput(input, input.length - left, left);
            } else if (length == output.length) {
                output = Arrays.copyOf(output, Math.min(2 * length, most));
            } else if (count == 0) {
                throw corrupt();
            }
        }
    }

    private static FrameException corrupt() {
        return new FrameException(CloseCodes.INVALID_PAYLOAD, "not deflated data");
    }
}

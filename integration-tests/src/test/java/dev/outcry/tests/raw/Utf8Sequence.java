package dev.outcry.tests.raw;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// A sequence of bytes that is UTF-8 or looks like it; all in the groups of Markus Kuhn's decoder
/// stress test, as Autobahn numbers them.
final class Utf8Sequence {
    private static final String KOSME = "cebae1bdb9cf83cebcceb5";

    private final String number;
    private final byte[] bytes;
    private final boolean valid;

    private Utf8Sequence(String number, byte[] bytes, boolean valid) {
        this.number = number;
        this.bytes = bytes;
        this.valid = valid;
    }

    /// {@return what is sent}
    byte[] bytes() {
        return bytes;
    }

    /// {@return whether it is UTF-8}
    boolean valid() {
        return valid;
    }

    static List<Utf8Sequence> all() {
        List<Utf8Sequence> all = new ArrayList<>();
        valid(
                all,
                5,
                "68656c6c6f24776f726c64",
                "68656c6c6fc2a2776f726c64",
                "68656c6c6fe282ac776f726c64",
                "68656c6c6ff0a4ada2776f726c64",
                KOSME);
        prefixes(all);
        valid(all, 7, "00", "c280", "e0a080", "f0908080");
        invalid(all, 8, "f888808080", "fc8480808080");
        valid(all, 9, "7f", "dfbf", "efbfbf", "f48fbfbf");
        invalid(all, 10, "f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf");
        valid(all, 11, "ed9fbf", "ee8080", "efbfbd", "f48fbfbf");
        all.add(new Utf8Sequence("6.11.5", hex("f4908080"), false));
        continuations(all);
        starts(all);
        cut(all);
        invalid(all, 16, "fe", "ff", "fefeffff");
        invalid(all, 17, "c0af", "e080af", "f08080af", "f8808080af", "fc80808080af");
        invalid(all, 18, "c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf");
        invalid(all, 19, "c080", "e08080", "f0808080", "f880808080", "fc8080808080");
        surrogates(all);
        nonCharacters(all);
        valid(all, 23, "efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf");
        return all;
    }

    private static void prefixes(List<Utf8Sequence> all) {
        List<Integer> whole = List.of(2, 5, 7, 9, 11);
        byte[] kosme = hex(KOSME);
        for (int length = 1; length <= kosme.length; length++) {
            all.add(
                    new Utf8Sequence(
                            "6.6." + length, Arrays.copyOf(kosme, length), whole.contains(length)));
        }
    }

    private static void continuations(List<Utf8Sequence> all) {
        String both = "80bf80bf80bf";
        List<String> some = new ArrayList<>(List.of("80", "bf"));
        for (int length = 2; length <= 6; length++) {
            some.add(both.substring(0, 2 * length));
        }
        some.add(range(0x80, 0xBF, ""));
        invalid(all, 12, some.toArray(String[]::new));
    }

    private static void starts(List<Utf8Sequence> all) {
        invalid(
                all,
                13,
                range(0xC0, 0xDF, "20"),
                range(0xE0, 0xEF, "20"),
                range(0xF0, 0xF7, "20"),
                range(0xF8, 0xFB, "20"),
                range(0xFC, 0xFD, "20"));
    }

    private static void cut(List<Utf8Sequence> all) {
        String[] cut = {
            "c0",
            "e080",
            "f08080",
            "f8808080",
            "fc80808080",
            "df",
            "efbf",
            "f7bfbf",
            "fbbfbfbf",
            "fdbfbfbfbf"
        };
        invalid(all, 14, cut);
        invalid(all, 15, String.join("", cut));
    }

    private static void surrogates(List<Utf8Sequence> all) {
        invalid(all, 20, "eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf");
        List<String> pairs = new ArrayList<>();
        for (String high : List.of("eda080", "edadbf", "edae80", "edafbf")) {
            pairs.add(high + "edb080");
            pairs.add(high + "edbfbf");
        }
        invalid(all, 21, pairs.toArray(String[]::new));
    }

    /// The last two code points of each of the 17 planes.
    private static void nonCharacters(List<Utf8Sequence> all) {
        List<String> each = new ArrayList<>();
        for (int plane = 0; plane <= 0x10; plane++) {
            for (int last = 0xFFFE; last <= 0xFFFF; last++) {
                String character = Character.toString(plane << 16 | last);
                each.add(HexFormat.of().formatHex(Frame.utf8(character)));
            }
        }
        valid(all, 22, each.toArray(String[]::new));
    }

    private static void valid(List<Utf8Sequence> all, int group, String... digits) {
        add(all, group, true, digits);
    }

    private static void invalid(List<Utf8Sequence> all, int group, String... digits) {
        add(all, group, false, digits);
    }

    private static void add(List<Utf8Sequence> all, int group, boolean valid, String... digits) {
        for (int i = 0; i < digits.length; i++) {
            all.add(new Utf8Sequence("6." + group + '.' + (i + 1), hex(digits[i]), valid));
        }
    }

    private static String range(int from, int to, String behindEach) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(b -> Integer.toHexString(b) + behindEach)
                .reduce("", String::concat);
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    /// {@return the command that says the sequence, its bytes as they are} Not JSON where they
    /// aren't UTF-8, or control characters below U+0020.
    byte[] said() {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes(Frame.utf8("{\"type\":\"say\",\"id\":1,\"room\":\"lobby\",\"text\":\""));
        command.writeBytes(bytes);
        command.writeBytes(Frame.utf8("\"}"));
        return command.toByteArray();
    }

    @Override
    public String toString() {
        return number + ' ' + HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}

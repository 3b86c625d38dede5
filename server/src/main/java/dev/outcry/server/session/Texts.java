package dev.outcry.server.session;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.protocol.Ids;
import dev.outcry.protocol.ProtocolException;
import dev.outcry.protocol.Symbol;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/// What people write: checked, and searched for the people and markets that it names. Shared by
/// everything that lets somebody speak.
public final class Texts {
    /// How long a text may be.
    public static final int MAX_CODE_POINTS = 4_000;

    private static final int MAX_MENTIONS = 10;
    private static final int MAX_SYMBOLS = 50;
    private static final int MAX_EMOJI = 32;

    /// A text that may be said.
    ///
    /// @param text without white space around it
    /// @param mentions ids behind an `@`, each once, the first ten
    /// @param symbols behind a `$`, each once, whether there is such a market or not
    public record SayText(String text, List<String> mentions, List<Symbol> symbols) {
        /// Copies the lists.
        public SayText {
            mentions = List.copyOf(mentions);
            symbols = List.copyOf(symbols);
        }
    }

    private Texts() {}

    /// Checks a text and takes it apart.
    ///
    /// @param text anything
    /// @return the text without white space around it, and whom and what it names
    /// @throws ProtocolException `message.empty`, `message.too_long`, or `bad_request` for control
    ///   characters but newline and tab, for what turns the direction of writing, and for half
    ///   characters
    public static SayText parse(String text) {
        String trimmed = trim(text);
        if (trimmed.isEmpty()) {
            throw new ProtocolException(ErrorCode.MESSAGE_EMPTY, "text: is empty");
        }
        if (trimmed.length() > MAX_CODE_POINTS
                && trimmed.codePointCount(0, trimmed.length()) > MAX_CODE_POINTS) {
            throw new ProtocolException(
                    ErrorCode.MESSAGE_TOO_LONG, "text: is longer than 4,000 code points");
        }
        SequencedSet<String> mentions = new LinkedHashSet<>();
        SequencedSet<Symbol> symbols = new LinkedHashSet<>();
        int before = ' ';
        int at = 0;
        while (at < trimmed.length()) {
            int c = trimmed.codePointAt(at);
            check(c);
            if ((c == '@' || c == '$') && !isWord(before)) {
                name(trimmed, at, mentions, symbols);
            }
            before = c;
            at += Character.charCount(c);
        }
        return new SayText(trimmed, List.copyOf(mentions), List.copyOf(symbols));
    }

    /// Checks a text of one line, such as a topic.
    ///
    /// @param field named in the refusal
    /// @param text anything
    /// @param least code points, after trimming
    /// @param most code points, after trimming
    /// @return the text without white space around it
    /// @throws ProtocolException `bad_request` if it is shorter, longer, or not one plain line
    public static String line(String field, String text, int least, int most) {
        String trimmed = trim(text);
        int length = trimmed.codePointCount(0, trimmed.length());
        if (length < least || length > most) {
            throw bad(field, "must be " + least + " to " + most + " characters");
        }
        if (trimmed.codePoints().anyMatch(c -> isForbidden(c) || breaksLine(c))) {
            throw bad(field, "must be one line without control or direction characters");
        }
        return trimmed;
    }

    /// Checks a reaction: a few characters in a row, of which one can be seen at least.
    ///
    /// @param emoji anything
    /// @return the same
    /// @throws ProtocolException `bad_request` if it is longer, or not that
    static String emoji(String emoji) {
        String line = line("emoji", emoji, 1, MAX_EMOJI);
        if (line.codePoints().anyMatch(c -> c < 0x10000 && isSpace((char) c))
                || line.codePoints().noneMatch(Texts::isSeen)) {
            throw bad("emoji", "must be an emoji, such as 👍");
        }
        return line;
    }

    private static boolean isSeen(int c) {
        return Character.isDefined(c) && Character.getType(c) != Character.FORMAT;
    }

    private static void check(int c) {
        if (isForbidden(c)) {
            throw bad("text", "must not contain U+" + "%04X".formatted(c));
        }
    }

    /// Takes in what stands behind the `@` or `$` at an index, if it is a name.
    private static void name(
            String text, int at, SequencedSet<String> mentions, SequencedSet<Symbol> symbols) {
        boolean mention = text.charAt(at) == '@';
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end), mention)) {
            end++;
        }
        if (end < text.length() && isWord(text.codePointAt(end))) {
            return;
        }
        String name = text.substring(at + 1, end);
        if (mention) {
            String id = name.toLowerCase(Locale.ROOT);
            if (mentions.size() < MAX_MENTIONS && Ids.isSlug(id)) {
                mentions.add(id);
            }
        } else {
            String symbol = name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
            if (symbols.size() < MAX_SYMBOLS && Ids.isSymbol(symbol)) {
                symbols.add(new Symbol(symbol));
            }
        }
    }

    private static boolean isNamePart(char c, boolean mention) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || (mention && c == '_');
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean breaksLine(int c) {
        return c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029;
    }

    private static boolean isForbidden(int c) {
        return (Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t')
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static ProtocolException bad(String field, String what) {
        return new ProtocolException(ErrorCode.BAD_REQUEST, field + ": " + what);
    }
}

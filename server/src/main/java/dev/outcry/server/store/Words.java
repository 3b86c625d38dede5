package dev.outcry.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts as the index takes them, and queries as it can't misread them. Stateless.
///
/// The tokenizer cuts where no letter, digit or symbol is. Scripts that are written without spaces,
/// and emoji, are cut into single characters here; a query of several then finds them in a row.
final class Words {
    private static final int MAX_WORDS = 32;

    private Words() {}

    /// {@return a text in which the tokenizer finds the words}
    static String of(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    if (standsAlone(c)) {
                        out.append(' ').appendCodePoint(c).append(' ');
                    } else {
                        out.appendCodePoint(c);
                    }
                });
        return out.toString();
    }

    /// {@return one word for a slug, with letters for `-` and `_`}
    static String ofSlug(String slug) {
        return slug.replace('-', 'þ').replace('_', 'ð');
    }

    /// Makes a query that finds texts with all words of another, in any order. Whatever means
    /// something to the index is quoted.
    ///
    /// @param text what somebody typed
    /// @return an expression; empty if there is no word in it
    static Optional<String> query(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[\\p{Cntrl}\\s\\p{Z}\"]+", -1)) {
            if (words.size() < MAX_WORDS && word.codePoints().anyMatch(Words::counts)) {
                words.add('"' + of(word) + '"');
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
    }

    private static boolean counts(int c) {
        return Character.isLetterOrDigit(c)
                || standsAlone(c)
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER;
    }

    private static boolean standsAlone(int c) {
        return Character.getType(c) == Character.OTHER_SYMBOL
                || Character.isIdeographic(c)
                || switch (Character.UnicodeScript.of(c)) {
                    case HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
                    default -> false;
                };
    }
}

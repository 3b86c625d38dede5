package dev.outcry.server.auth;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Which letters may stand together in a name: those of one script, or of Latin with those that
/// Japanese, Chinese or Korean write with. That is the profile "highly restrictive" of Unicode's
/// UTS 39, and keeps a Cyrillic letter out of a Latin name.
final class Scripts {
    private static final List<Set<UnicodeScript>> TOGETHER =
            List.of(
                    EnumSet.of(
                            UnicodeScript.LATIN,
                            UnicodeScript.HAN,
                            UnicodeScript.HIRAGANA,
                            UnicodeScript.KATAKANA),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO),
                    EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL));

    private Scripts() {}

    /// {@return whether all letters of a text may stand together}
    static boolean mayStandTogether(String text) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        text.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        scripts.remove(UnicodeScript.INHERITED);
        return scripts.size() <= 1
                || TOGETHER.stream().anyMatch(together -> together.containsAll(scripts));
    }

    /// {@return whether a code point is of those that never need a joiner beside them}
    static boolean isPlain(int c) {
        return switch (UnicodeScript.of(c)) {
            case LATIN, GREEK, CYRILLIC -> true;
            default -> c < 0x80;
        };
    }
}

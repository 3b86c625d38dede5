package dev.outcry.server.socket;

/// Checks UTF-8 as it arrives in pieces: a wrong byte is found when it comes. Not thread-safe.
///
/// Overlong forms, surrogates and what lies beyond U+10FFFF are wrong, each at its first wrong
/// byte.
final class Utf8Validator {
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    /// {@return whether the bytes can go on what came before}
    boolean accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i] & 0xFF;
            if (missing == 0) {
                if (b >= 0x80 && !lead(b)) {
                    return false;
                }
            } else {
                if (b < lowest || b > highest) {
                    return false;
                }
                missing--;
                lowest = 0x80;
                highest = 0xBF;
            }
        }
        return true;
    }

    /// {@return whether the last character is whole}
    boolean isComplete() {
        return missing == 0;
    }

    private boolean lead(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        switch (b) {
            case 0xE0 -> lowest = 0xA0;
            case 0xED -> highest = 0x9F;
            case 0xF0 -> lowest = 0x90;
            case 0xF4 -> highest = 0x8F;
            default -> {}
        }
        return true;
    }
}

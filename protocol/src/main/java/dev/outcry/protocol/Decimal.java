package dev.outcry.protocol;

import java.math.BigDecimal;

/// An exact decimal amount: `unscaled` × 10^-`scale`. On the wire a string of plain digits.
///
/// @param unscaled the digits without the point
/// @param scale digits after the point, 0 to 18
public record Decimal(long unscaled, int scale) {
    /// Most digits after the point.
    public static final int MAX_SCALE = 18;

    /// Nothing, without digits after the point.
    public static final Decimal ZERO = new Decimal(0, 0);

    /// Refuses a scale out of range.
    public Decimal {
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException("scale out of 0 to 18: " + scale);
        }
    }

    /// Reads plain digits: an optional `-`, digits, and optionally a point and digits.
    ///
    /// @param text anything
    /// @return the amount, keeping trailing zeros
    /// @throws NumberFormatException for anything else, an exponent and what doesn't fit a `long`
    ///   included
    public static Decimal parse(String text) {
        int length = text.length();
        int start = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        int point = -1;
        long value = 0;
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > start && i < length - 1) {
                point = i;
            } else if (c >= '0' && c <= '9') {
                if (value > (Long.MAX_VALUE - (c - '0')) / 10) {
                    throw new NumberFormatException("more digits than an amount can have");
                }
                value = value * 10 + (c - '0');
            } else {
                throw new NumberFormatException("not plain digits");
            }
        }
        int scale = point < 0 ? 0 : length - 1 - point;
        if (length == start || scale > MAX_SCALE) {
            throw new NumberFormatException("not plain digits, or more than 18 after the point");
        }
        return new Decimal(start == 1 ? -value : value, scale);
    }

    /// {@return the same amount without trailing zeros after the point}
    public Decimal stripped() {
        long digits = unscaled;
        int places = scale;
        while (places > 0 && digits % 10 == 0) {
            digits /= 10;
            places--;
        }
        return places == scale ? this : new Decimal(digits, places);
    }

    /// Changes the scale.
    ///
    /// @param places digits after the point, 0 to 18
    /// @return the same amount at that scale
    /// @throws ArithmeticException if that would lose digits or overflow
    public Decimal withScale(int places) {
        long digits = unscaled;
        for (int i = scale; i < places; i++) {
            digits = Math.multiplyExact(digits, 10);
        }
        for (int i = scale; i > places; i--) {
            if (digits % 10 != 0) {
                throw new ArithmeticException("more than " + places + " digits after the point");
            }
            digits /= 10;
        }
        return new Decimal(digits, places);
    }

    /// {@return the same amount, for arithmetic}
    public BigDecimal toBigDecimal() {
        return BigDecimal.valueOf(unscaled, scale);
    }

    /// {@return plain digits with exactly `scale` of them after the point}
    @Override
    public String toString() {
        String digits = Long.toString(Math.abs(unscaled));
        if (unscaled == Long.MIN_VALUE) {
            digits = digits.substring(1);
        }
        if (scale > 0) {
            if (digits.length() <= scale) {
                digits = "0".repeat(scale - digits.length() + 1) + digits;
            }
            int point = digits.length() - scale;
            digits = digits.substring(0, point) + "." + digits.substring(point);
        }
        return unscaled < 0 ? "-" + digits : digits;
    }
}

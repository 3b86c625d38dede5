package dev.outcry.exchange;

/// One asset: the decimals of its unit, and how many units exist.
final class Asset {
    private final int scale;
    long supply;

    Asset(int scale) {
        this.scale = scale;
    }

    int scale() {
        return scale;
    }
}

package dev.outcry.server.floor;

import dev.outcry.exchange.Exchange;
import dev.outcry.protocol.Decimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be held: names outside, numbers and units inside the exchange.
final class Assets {
    /// Decimals of a quote currency's unit.
    static final int QUOTE_SCALE = 6;

    /// Decimals of any other asset's unit.
    static final int BASE_SCALE = 8;

    private final Exchange exchange;
    private final Map<String, Asset> byName = new HashMap<>(); // looked up, never walked
    private final List<Asset> byIndex = new ArrayList<>();

    /// One of them.
    ///
    /// @param name its code
    /// @param index the exchange's number
    /// @param scale decimals of its unit
    record Asset(String name, int index, int scale) {
        Decimal amount(long units) {
            return new Decimal(units, scale).stripped();
        }
    }

    Assets(Exchange exchange) {
        this.exchange = exchange;
    }

    /// {@return the decimals of an asset's unit}
    ///
    /// @param otherwise those of one that isn't there yet, unless it is what paper money is of
    int scale(String name, int otherwise) {
        Asset known = byName.get(name);
        int fresh = name.equals(Traders.PAPER_ASSET) ? QUOTE_SCALE : otherwise;
        return known == null ? fresh : known.scale();
    }

    /// Finds an asset, or adds it.
    Asset add(String name, int otherwise) {
        Asset known = byName.get(name);
        if (known == null) {
            int scale = scale(name, otherwise);
            return know(new Asset(name, exchange.addAsset(scale), scale));
        }
        return known;
    }

    void write(ValuesOut out) {
        out.list(
                byIndex,
                asset -> {
                    out.text(asset.name());
                    out.octet(asset.scale());
                });
    }

    /// Takes back what the restored exchange numbers already.
    void read(ValuesIn in) {
        in.each(() -> know(new Asset(in.text(), byIndex.size(), in.octet())));
    }

    private Asset know(Asset asset) {
        byName.put(asset.name(), asset);
        byIndex.add(asset);
        return asset;
    }

    @Nullable Asset find(String name) {
        return byName.get(name);
    }

    Asset of(int index) {
        return byIndex.get(index);
    }

    long hash() {
        long hash = byIndex.size();
        for (Asset asset : byIndex) {
            hash = Hash.mix(hash, asset.name());
        }
        return hash;
    }

    /// {@return all, in the order in which they were added}
    List<Asset> all() {
        return byIndex;
    }
}

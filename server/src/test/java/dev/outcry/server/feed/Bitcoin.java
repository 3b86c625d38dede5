package dev.outcry.server.feed;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The three days of BTC-USD that the tape plays, and the bars as they were recorded.
final class Bitcoin {
    static final Scales SCALES = new Scales(2, 8);

    private Bitcoin() {}

    static Tape tape() {
        return RecordedTape.ofSeconds(SCALES, recordings("second"));
    }

    static Map<Long, Bar> recordedMinutes() {
        Map<Long, Bar> minutes = new TreeMap<>();
        for (Recording day : recordings("minute")) {
            day.bars(SCALES).forEach(bar -> minutes.put(bar.at(), bar));
        }
        return minutes;
    }

    private static Recording[] recordings(String resolution) {
        return Stream.of("20161007", "20161008", "20161009")
                .map(day -> "btcusd/" + day + "_" + resolution + "_trade.zip")
                .map(path -> new Recording(path, Recording.Kind.CRYPTO))
                .toArray(Recording[]::new);
    }
}

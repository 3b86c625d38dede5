package dev.outcry.server.main;

import dev.outcry.protocol.RoomId;
import dev.outcry.protocol.RoomInfo;
import dev.outcry.server.floor.FloorCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The first entries of a new log.
final class Opening {
    private Opening() {}

    /// {@return what opens a floor: its epoch and its first rooms}
    ///
    /// @param demo whether there is more than the lobby
    /// @param random draws the epoch
    static List<FloorCommand> commands(boolean demo, RandomGenerator random) {
        List<FloorCommand> commands = new ArrayList<>();
        commands.add(new FloorCommand.Genesis(epoch(random)));
        commands.add(room("lobby", "Lobby", "Whatever crosses the floor"));
        if (demo) {
            commands.add(room("crypto", "Crypto", "$BTC-USD, $ETH-USD"));
            commands.add(room("stocks", "Stocks", "$SPY-USD, $AAPL-USD"));
        }
        return commands;
    }

    /// {@return an epoch that no other log has}
    static String epoch(RandomGenerator random) {
        return Long.toString(random.nextLong(1L << 60), Character.MAX_RADIX);
    }

    private static FloorCommand room(String id, String name, String topic) {
        return new FloorCommand.CreateRoom(
                Optional.empty(), new RoomId(id), name, topic, RoomInfo.Visibility.PUBLIC);
    }
}

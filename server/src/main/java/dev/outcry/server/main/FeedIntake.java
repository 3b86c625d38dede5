package dev.outcry.server.main;

import dev.outcry.server.apply.Sequencer;
import dev.outcry.server.feed.Intake;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.hub.Origin;
import java.util.List;

/// The feed's way into the log.
///
/// @param sequencer everybody's
record FeedIntake(Sequencer sequencer) implements Intake {
    @Override
    public boolean submit(FloorCommand command, Origin origin) {
        return sequencer.submit(command, origin).isEmpty();
    }

    @Override
    public void backfill(long at, List<FloorCommand> commands) {
        sequencer.backfill(at, commands);
    }
}

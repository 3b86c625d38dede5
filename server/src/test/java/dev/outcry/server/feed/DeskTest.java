package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeskTest {
    private final List<FloorCommand> logged = new ArrayList<>();
    private int refusals = 3;

    /// Answers at once; the first few that it can't log.
    private final Intake intake =
            new Intake() {
                @Override
                public boolean submit(FloorCommand command, Origin origin) {
                    Result result = new Result.Applied();
                    if (refusals-- > 0) {
                        result = new Result.Refused(ErrorCode.UNAVAILABLE, "the disk is full");
                    } else {
                        logged.add(command);
                    }
                    ((Origin.Caller) origin).answer(result, logged.size());
                    return true;
                }

                @Override
                public void backfill(long at, List<FloorCommand> commands) {
                    throw new IllegalStateException();
                }
            };

    @Test
    void sendsAgainWhatCouldNotBeLogged() throws InterruptedException {
        Desk desk = new Desk(intake);
        List<Result> answers = new ArrayList<>();
        List<FloorCommand> commands =
                List.of(
                        new FloorCommand.CancelAll("feed:a", Optional.empty()),
                        new FloorCommand.CancelAll("feed:b", Optional.empty()));

        for (FloorCommand command : commands) {
            desk.send(command, answers::add);
        }
        desk.drain();

        assertThat(logged).containsExactlyInAnyOrderElementsOf(commands);
        assertThat(answers).containsExactly(new Result.Applied(), new Result.Applied());
    }
}

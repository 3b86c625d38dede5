package dev.outcry.server.feed;

import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One market's line to the log, with a bounded number of commands unanswered.
///
/// Of one thread: answers arrive on another, and are handed on only inside these methods.
final class Desk {
    private static final int WINDOW = 48;
    private static final long BACK_OFF_MILLIS = 5;

    private final Intake intake;
    private final BlockingQueue<Runnable> answers = new LinkedBlockingQueue<>();
    private int unanswered;

    Desk(Intake intake) {
        this.intake = intake;
    }

    /// Sends a command after all sent before. Waits while too many are unanswered or the intake is
    /// full.
    ///
    /// @param then told the answer; must not send
    void send(FloorCommand command, Consumer<Result> then) throws InterruptedException {
        while (unanswered >= WINDOW) {
            answered(answers.take());
        }
        Origin.Caller origin = (result, pos) -> answers.add(() -> then.accept(result));
        while (!intake.submit(command, origin)) {
            Runnable answer = answers.poll(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
            if (answer != null) {
                answered(answer);
            }
        }
        unanswered++;
    }

    /// Hands on the answers that are there.
    void settle() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answered(answer);
        }
    }

    /// Waits until everything is answered.
    void drain() throws InterruptedException {
        while (unanswered > 0) {
            answered(answers.take());
        }
    }

    private void answered(Runnable answer) {
        unanswered--;
        answer.run();
    }
}

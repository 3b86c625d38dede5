package dev.outcry.server.feed;

import dev.outcry.protocol.ErrorCode;
import dev.outcry.server.floor.FloorCommand;
import dev.outcry.server.floor.Result;
import dev.outcry.server.hub.Origin;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final Deque<Sent> again = new ArrayDeque<>();
    private int unanswered;

    private record Sent(FloorCommand command, Consumer<Result> then) {}

    Desk(Intake intake) {
        this.intake = intake;
    }

    /// Sends a command after all sent before. Waits while too many are unanswered or the intake
    /// takes none. What couldn't be logged is sent again, ahead of the next.
    ///
    /// @param then told the answer; must not send
    void send(FloorCommand command, Consumer<Result> then) throws InterruptedException {
        again.add(new Sent(command, then));
        while (!again.isEmpty()) {
            submit(again.remove());
        }
    }

    private void submit(Sent sent) throws InterruptedException {
        while (unanswered >= WINDOW) {
            answered(answers.take());
        }
        Origin.Caller origin = (result, pos) -> answers.add(() -> answered(sent, result));
        while (!intake.submit(sent.command, origin)) {
            Runnable answer = answers.poll(BACK_OFF_MILLIS, TimeUnit.MILLISECONDS);
            if (answer != null) {
                answered(answer);
            }
        }
        unanswered++;
    }

    private void answered(Sent sent, Result result) {
        if (result instanceof Result.Refused refused && refused.code() == ErrorCode.UNAVAILABLE) {
            again.add(sent);
        } else {
            sent.then.accept(result);
        }
    }

    /// Hands on the answers that are there.
    void settle() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answered(answer);
        }
    }

    /// Waits until everything is answered.
    void drain() throws InterruptedException {
        while (unanswered > 0 || !again.isEmpty()) {
            if (again.isEmpty()) {
                answered(answers.take());
            } else {
                submit(again.remove());
            }
        }
    }

    private void answered(Runnable answer) {
        unanswered--;
        answer.run();
    }
}

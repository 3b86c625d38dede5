package dev.outcry.tests.raw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Reads as slowly as it is told; any thread may tell it.
final class Pace extends FilterInputStream {
    private static final int STEPS_A_SECOND = 8;

    private volatile int bytesPerSecond;

    Pace(InputStream in) {
        super(in);
    }

    /// Sets the pace.
    ///
    /// @param bytesPerSecond at least 8, or 0 for as fast as it goes
    void set(int bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int most = bytesPerSecond;
        if (most == 0) {
            return super.read(into, offset, length);
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / STEPS_A_SECOND);
        return super.read(into, offset, Math.min(length, most / STEPS_A_SECOND));
    }
}

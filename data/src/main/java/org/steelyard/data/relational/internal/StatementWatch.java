package org.steelyard.data.relational.internal;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;
import org.steelyard.data.Advance;

/** Asks the engine about once a second how far a statement is. It only looks: nothing that is computed depends on it. */
public final class StatementWatch {

    private static final long MILLIS = 1_000;
    private static final double NANO = 1e9;
    private static final double WHOLE = 100;

    private final Consumer<Advance> progress;

    public StatementWatch(Consumer<Advance> progress) {
        this.progress = progress;
    }

    /** Who is told. */
    public Consumer<Advance> progress() {
        return progress;
    }

    /** Watches until it is closed. */
    public Eye on(Statement statement, String what) {
        Eye eye = new Eye(statement, what);
        Thread.ofVirtual().start(eye);
        return eye;
    }

    /** Looks at one statement. */
    public final class Eye implements Runnable, AutoCloseable {
        private final Statement statement;
        private final String what;
        private final long started = System.nanoTime();
        private boolean closed;

        private Eye(Statement statement, String what) {
            this.statement = statement;
            this.what = what;
        }

        /** The statement has ended; once this returns, nobody looks at it any more. */
        public synchronized void done() {
            closed = true;
        }

        @Override
        public void run() {
            try {
                Thread.sleep(MILLIS);
                while (look()) {
                    Thread.sleep(MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                done();
            }
        }

        /** Whether there was something to look at. */
        private synchronized boolean look() throws SQLException {
            if (closed) {
                return false;
            }
            QueryProgress seen = statement.unwrap(DuckDBPreparedStatement.class).getQueryProgress();
            double seconds = (System.nanoTime() - started) / NANO;
            double share = seen.getPercentage() / WHOLE;
            double left = share > 0 && share <= 1 ? seconds / share * (1 - share) : -1;
            long rows = Math.max(0, seen.getRowsProcessed());
            progress.accept(new Advance(what, rows, rows / seconds, left));
            return true;
        }

        @Override
        public void close() {
            done();
        }
    }
}

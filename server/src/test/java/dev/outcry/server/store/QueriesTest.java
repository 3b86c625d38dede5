package dev.outcry.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every query goes by an index, in the index's own order.
class QueriesTest {
    @TempDir Path directory;

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of(Queries.CHANNEL, "channels"),
                Arguments.of(Queries.OLDEST, "channels"),
                Arguments.of(Queries.REPLAY, "by_seq"),
                Arguments.of(Queries.SAID, "by_seq"),
                Arguments.of(Queries.MESSAGES.sql(true), "messages"),
                Arguments.of(Queries.MESSAGES.sql(false), "messages"),
                Arguments.of(Queries.MESSAGES.sql(false), "edits"),
                Arguments.of(Queries.EDITS, "edits"),
                Arguments.of(Queries.REPLIES_AFTER, "PRIMARY KEY"),
                Arguments.of(Queries.REPLIES_BEFORE, "by_seq"),
                Arguments.of(Queries.UNREAD, "messages"),
                Arguments.of(Queries.ACTIONS, "actions_of"),
                Arguments.of(Queries.TRADES.sql(false), "trades"),
                Arguments.of(Queries.ORDERS.sql(true), "orders"),
                Arguments.of(Queries.ORDERS.sql(false), "orders"),
                Arguments.of(Queries.ORDERS_OF.sql(true), "orders_of"),
                Arguments.of(Queries.ORDERS_OF.sql(false), "orders_of"),
                Arguments.of(Queries.FILLS.sql(true), "fills"),
                Arguments.of(Queries.FILLS.sql(false), "fills"),
                Arguments.of(Queries.FILLS_OF.sql(true), "fills_of"),
                Arguments.of(Queries.FILLS_OF.sql(false), "fills_of"),
                Arguments.of(Queries.CANDLES_FROM, "PRIMARY KEY"),
                Arguments.of(Queries.CANDLES_BEFORE, "PRIMARY KEY"),
                Arguments.of(Queries.OLD_TRADES, "old_trades"),
                Arguments.of(Queries.OLD_MINE, "old_mine"),
                Arguments.of(Queries.SEARCH, "VIRTUAL TABLE INDEX"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("queries")
    void goesByAnIndex(String query, String index) throws SQLException {
        Path file = directory.resolve("store.db");
        Store.open(file, TestStore.RELEASE, _ -> {}).close();

        try (Sql sql = Sql.reading(file)) {
            Object[] values = new Object[(int) query.chars().filter(c -> c == '?').count()];
            List<String> plan =
                    sql.list("EXPLAIN QUERY PLAN " + query, row -> row.getString("detail"), values);

            assertThat(String.join("\n", plan))
                    .contains(index)
                    .doesNotContain("TEMP B-TREE")
                    .doesNotContain("SCAN e")
                    .doesNotContain("SCAN a")
                    .doesNotContain("SCAN t")
                    .doesNotContain("SCAN reactions")
                    .doesNotContain("SCAN c")
                    .doesNotContain("SCAN k");
        }
    }
}

package dev.outcry.server.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaleConditionTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "20", "20000020", "20000001", "20000040", "20000080"})
    void playsWhatCountsForTheDaysPrices(String flags) {
        assertThat(SaleCondition.isRegular(flags)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2000", "20002020", "20100200", "4800", "1000000", "4000000", "20000008"})
    void leavesOutWhatWasReportedLateOrPricedElsewhere(String flags) {
        assertThat(SaleCondition.isRegular(flags)).isFalse();
    }
}

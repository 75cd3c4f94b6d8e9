package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class BoundedStoreTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BoundedStore store = new BoundedStore(nanos::get);
  private final AtomicBoolean down = new AtomicBoolean();
  private final List<String> written = new ArrayList<>();

  @Test
  void asksAgainOnlyAfterTheSilence() {
    down.set(true);
    assertThat(ask("a")).isEmpty();

    down.set(false);
    assertThat(ask("b")).isEmpty();
    nanos.addAndGet(BoundedStore.SILENCE.toNanos());
    assertThat(ask("c")).contains("c");
  }

  @Test
  void keepsRecordsInOrderWhileTheStoreIsSilent() {
    down.set(true);
    record("one");
    record("two");
    assertThat(written).isEmpty();
    assertThat(store.waiting()).isEqualTo(2);

    down.set(false);
    nanos.addAndGet(BoundedStore.SILENCE.toNanos());
    record("three");
    assertThat(written).containsExactly("one", "two", "three");
    assertThat(store.waiting()).isZero();
  }

  @Test
  void countsWhatIsTooMuchToKeep() {
    down.set(true);
    for (int i = 0; i < BoundedStore.MOST_KEPT + 3; i++) {
      record("r" + i);
    }

    assertThat(store.waiting()).isEqualTo(BoundedStore.MOST_KEPT + 3);
    assertThat(store.takeDropped()).isEqualTo(3);
    assertThat(store.waiting()).isEqualTo(BoundedStore.MOST_KEPT);
  }

  @Test
  void aRecordThatIsBrokenEndsItselfAndNotTheOthers() {
    assertThatThrownBy(
            () ->
                store.record(
                    () -> {
                      throw new IllegalStateException("a bug");
                    }))
        .hasRootCauseMessage("a bug");

    record("next");
    assertThat(written).containsExactly("next");
  }

  private java.util.Optional<String> ask(String answer) {
    return store.ask(
        () -> {
          failWhenDown();
          return answer;
        });
  }

  private void record(String text) {
    store.record(
        () -> {
          failWhenDown();
          written.add(text);
        });
  }

  private void failWhenDown() {
    if (down.get()) {
      throw new QueryTimeoutException("down");
    }
  }
}

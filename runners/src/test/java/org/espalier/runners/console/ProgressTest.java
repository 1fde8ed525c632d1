package org.espalier.runners.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private long now;

  @Test
  void inALogThereIsALineARoundAndOneEveryTenSecondsOfALongOne() {
    try (var progress = progress(false)) {
      progress.update(step(1, 0));
      after(1, progress, step(1, 2));
      after(1, progress, step(2, 10));
      after(9, progress, step(2, 15));
      after(1, progress, step(2, 16));
    }
    assertThat(text().lines())
        .containsExactly(
            "round 1/10 · 0/100 trials · best 94.20 %",
            "round 2/10 · 10/100 trials · best 94.20 % · 18 s left",
            "round 2/10 · 16/100 trials · best 94.20 % · 1 min 03 s left");
  }

  @Test
  void onATerminalOneLineChangesInPlace() {
    try (var progress = progress(true)) {
      progress.update(step(1, 0));
      after(1, progress, step(1, 50));
    }
    assertThat(text().split("\r")).hasSize(3);
    assertThat(text()).endsWith(System.lineSeparator());
    assertThat(text().lines().filter(line -> !line.isEmpty()))
        .allSatisfy(line -> assertThat(line.strip().length()).isLessThanOrEqualTo(79));
  }

  @Test
  void theTrialsOfAnEarlierProcessDoNotCountForThePace() {
    try (var progress = progress(false)) {
      progress.update(step(5, 50));
      after(10, progress, step(6, 60));
    }
    assertThat(text()).endsWith("· 40 s left" + System.lineSeparator());
  }

  @Test
  void trainingSharedWeightsCountsInSteps() {
    try (var progress = progress(false)) {
      progress.update(training(1, 0, 1000));
      after(10, progress, training(2, 1, 1250));
    }
    assertThat(text().lines())
        .containsExactly(
            "round 1 · 0 trials · step 1000/2000",
            "round 2 · 1 trial · step 1250/2000 · 30 s of training left");
  }

  @Test
  void withinALongRoundTheTimeLeftCountsDown() {
    try (var progress = progress(false)) {
      progress.update(training(1, 0, 0));
      after(100, progress, training(2, 1, 500));
      for (var i = 0; i < 3; i++) {
        after(30, progress, training(2, 1, 500));
      }
    }
    assertThat(text().lines().skip(1))
        .containsExactly(
            "round 2 · 1 trial · step 500/2000 · 5 min 00 s of training left",
            "round 2 · 1 trial · step 500/2000 · 4 min 30 s of training left",
            "round 2 · 1 trial · step 500/2000 · 4 min 00 s of training left",
            "round 2 · 1 trial · step 500/2000 · 3 min 30 s of training left");
  }

  @Test
  void theLastReadingIsAlwaysShown() {
    try (var progress = progress(false)) {
      progress.update(step(1, 0));
      progress.update(step(1, 9));
    }
    assertThat(text()).contains("9/100 trials");
  }

  private static Progress.Step step(int round, long trials) {
    return new Progress.Step(round, 10, trials, 100, 0, 0, OptionalDouble.of(0.942));
  }

  private static Progress.Step training(int round, long trials, long steps) {
    return new Progress.Step(round, 0, trials, 0, steps, 2000, OptionalDouble.empty());
  }

  private void after(int seconds, Progress progress, Progress.Step step) {
    now += TimeUnit.SECONDS.toNanos(seconds);
    progress.update(step);
  }

  private Progress progress(boolean terminal) {
    var err = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new Progress(err, terminal, () -> now);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}

package org.espalier.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.espalier.transforms.files.DamagedFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClockTest {

  @TempDir Path temporary;
  private RunDirectory directory = RunDirectory.at("unset");
  private long now;

  @BeforeEach
  void open() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    directory = RunDirectory.at(temporary.toString());
  }

  @Test
  void theSecondsOfAllProcessesAddUp() {
    var first = start();
    after(20);
    assertThat(first.note()).isEqualTo(20);
    after(1000);
    var second = start();
    after(3);
    assertThat(second.note()).isEqualTo(23);
    assertThat(RunClock.seconds(directory)).isEqualTo(23);
  }

  @Test
  void aKilledProcessCountsUpToItsLastNote() {
    var killed = start();
    after(7);
    killed.tick();
    after(1);
    killed.tick();
    assertThat(RunClock.seconds(directory)).isEqualTo(7);
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Files.writeString(temporary.resolve("processes.json"), "{\"processes\": [");
    assertThatThrownBy(() -> RunClock.seconds(directory))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("processes.json")
        .hasMessageContaining("delete");
  }

  private RunClock start() {
    return RunClock.start(directory, 1, now, () -> now);
  }

  private void after(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}

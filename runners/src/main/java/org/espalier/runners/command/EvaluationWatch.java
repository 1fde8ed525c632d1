package org.espalier.runners.command;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.espalier.runners.console.Rate;
import org.espalier.runners.console.Ticker;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.inference.ImageScoring;

/** Shows how far an evaluation is, from the units whose rows have appeared. */
final class EvaluationWatch implements AutoCloseable {

  private final ImageScoring scoring;
  private final Rate rate;
  private final Ticker ticker;

  /** Watches until it is closed. */
  EvaluationWatch(ImageScoring scoring) {
    this.scoring = scoring;
    int images = IntStream.range(0, scoring.units()).map(scoring::images).sum();
    this.rate = Rate.onStandardError("images", images, 0);
    look();
    this.ticker = Ticker.every(Duration.ofSeconds(1), "evaluation-watch", this::look);
  }

  @Override
  public void close() {
    ticker.close();
    look();
    rate.close();
  }

  private void look() {
    try {
      long images =
          StoredFiles.list(scoring.parts()).stream()
              .filter(name -> name.matches("\\d+\\.parquet"))
              .mapToInt(name -> scoring.images(Integer.parseInt(name.replace(".parquet", ""))))
              .sum();
      rate.update(images, 0);
    } catch (IOException unreadable) {
      // The pipeline says what is wrong; a display must not end it.
    }
  }
}

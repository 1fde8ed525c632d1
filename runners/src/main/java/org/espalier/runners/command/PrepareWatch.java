package org.espalier.runners.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.espalier.dataprep.PreparedFolder;
import org.espalier.runners.console.Rate;
import org.espalier.runners.console.Ticker;
import org.espalier.schemas.PreparationUnit;

/** Shows how far a preparation is, from the units whose rows have appeared. */
final class PrepareWatch implements AutoCloseable {

  private final PreparedFolder folder;
  private final List<PreparationUnit> units;
  private final Rate rate;
  private final Ticker ticker;

  /**
   * Watches until it is closed.
   *
   * @param noun what the units consist of, in the plural
   */
  PrepareWatch(PreparedFolder folder, String noun, List<PreparationUnit> units) {
    this.folder = folder;
    this.units = units;
    long images = units.stream().mapToLong(PreparationUnit::getImages).sum();
    long bytes = units.stream().mapToLong(PreparationUnit::getBytes).sum();
    this.rate = Rate.onStandardError(noun, images, bytes);
    look();
    this.ticker = Ticker.every(Duration.ofSeconds(1), "prepare-watch", this::look);
  }

  @Override
  public void close() {
    ticker.close();
    look();
    rate.close();
  }

  private void look() {
    try {
      var done = folder.doneUnits();
      long images = 0;
      long bytes = 0;
      for (var unit : units) {
        if (done.contains(unit.getIndex())) {
          images += unit.getImages();
          bytes += unit.getBytes();
        }
      }
      rate.update(images, bytes);
    } catch (IOException unreadable) {
      // The pipeline says what is wrong; a display must not end it.
    }
  }
}

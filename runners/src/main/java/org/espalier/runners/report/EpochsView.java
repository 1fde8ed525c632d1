package org.espalier.runners.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.espalier.schemas.Epoch;
import org.jspecify.annotations.Nullable;

/** The epochs of a training from scratch as a table for a terminal and as rows for scripts. */
public final class EpochsView {

  private EpochsView() {}

  /** One line an epoch. */
  public static String text(List<Epoch> epochs) {
    return new TextTable()
        .number("epoch", cells(epochs, epoch -> String.valueOf(epoch.getEpoch())))
        .number("step", cells(epochs, epoch -> String.valueOf(epoch.getSteps())))
        .number("loss", cells(epochs, epoch -> number("%.4f", epoch.getTrainLoss())))
        .number("top-1", cells(epochs, epoch -> Percent.of(epoch.getTrainTop1())))
        .numberIfAny("val loss", cells(epochs, epoch -> number("%.4f", epoch.getValLoss())))
        .numberIfAny("val top-1", cells(epochs, epoch -> Percent.of(epoch.getValTop1())))
        .numberIfAny("val top-5", cells(epochs, epoch -> Percent.of(epoch.getValTop5())))
        .number("rate", cells(epochs, epoch -> number("%.5f", epoch.getLearningRate())))
        .number("images/s", cells(epochs, EpochsView::rate))
        .lines();
  }

  /** Every column of every epoch. */
  public static List<Map<String, @Nullable Object>> rows(List<Epoch> epochs) {
    return epochs.stream().map(EpochsView::row).toList();
  }

  private static Map<String, @Nullable Object> row(Epoch epoch) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (Schema.Field field : epoch.getSchema().getFields()) {
      row.put(field.name(), epoch.get(field.pos()));
    }
    return row;
  }

  private static String rate(Epoch epoch) {
    return number("%.0f", epoch.getImages() / epoch.getWallSeconds());
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, format, value);
  }

  private static List<String> cells(List<Epoch> epochs, Function<Epoch, String> cell) {
    return epochs.stream().map(cell).toList();
  }
}

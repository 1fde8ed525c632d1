package org.espalier.dataprep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.schemas.PassedOverFiles;

/**
 * What became of the files of an input before any was opened. With the images that are accepted and
 * rejected later, every file is in one of the counts.
 *
 * @param files files found
 * @param notChosen images that no split takes
 * @param passedOver files passed over, by reason and ending
 */
public record InputCount(long files, long notChosen, Map<String, Map<String, Long>> passedOver) {

  private static final String FILES = "files";
  private static final String NOT_CHOSEN = "not_chosen";
  private static final String PASSED_OVER = "passed_over";
  private static final String BY_REASON = "passed_over_by_reason";

  /** The count of an input all of whose entries are images that are taken. */
  public static InputCount all(long images) {
    return new InputCount(images, 0, Map.of());
  }

  /** The count of an input, from those of its pieces. */
  static InputCount of(long files, long notChosen, Iterable<PassedOverFiles> counts) {
    Map<String, Map<String, Long>> passedOver = new TreeMap<>();
    for (var each : counts) {
      passedOver
          .computeIfAbsent(each.getReason(), none -> new TreeMap<>())
          .merge(each.getEnding(), each.getCount(), Long::sum);
    }
    return new InputCount(files, notChosen, passedOver);
  }

  /** An ending as people say it. */
  public static String words(String ending) {
    return ending.equals("none") ? "without ending" : ending;
  }

  /** The count as a report has it. */
  Map<String, Object> toReport() {
    var report = new LinkedHashMap<String, Object>();
    report.put(FILES, files);
    report.put(NOT_CHOSEN, notChosen);
    report.put(
        PASSED_OVER,
        passedOver.values().stream()
            .flatMap(endings -> endings.values().stream())
            .mapToLong(Long::longValue)
            .sum());
    report.put(BY_REASON, passedOver);
    return report;
  }
}

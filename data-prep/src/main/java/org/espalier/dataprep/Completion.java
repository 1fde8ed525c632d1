package org.espalier.dataprep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.espalier.dataprep.listing.NameOrder;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparationUnit;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.tables.Table;

/**
 * Makes one manifest of the units' rows, counts, and writes the report, which completes the data
 * set.
 */
final class Completion {

  /** The unit of the images that were rejected for their names; after all others. */
  static final int NAMES = 999_999;

  private static final Table<PreparedImage> TABLE = Table.of(PreparedImage.class);

  private final PreparedFolder folder;
  private final List<PreparationUnit> units;
  private final boolean listOnly;
  private final Map<String, Map<String, Long>> perClass = new TreeMap<>(NameOrder.UTF_8);
  private final Map<String, long[]> perSplit = new LinkedHashMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private long rejected;

  Completion(PreparedFolder folder, List<PreparationUnit> units, boolean listOnly) {
    this.folder = folder;
    this.units = units;
    this.listOnly = listOnly;
    units.forEach(unit -> perSplit.put(unit.getSplit(), new long[2]));
  }

  private List<PreparedImage> rowsOf(int unit) {
    try {
      var rows = folder.rowsOf(unit);
      // No name was rejected: then there is no such unit.
      return rows.isEmpty() && unit == NAMES ? List.of() : TABLE.read(rows.orElseThrow());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look into " + folder.work(), failure);
    }
  }

  Map<String, Object> report(Map<String, String> settings) throws IOException {
    if (listOnly) {
      for (var unit : units) {
        AvroFile.<SourceImage>read(folder.images(unit.getIndex()), SourceImage.getClassSchema())
            .forEach(image -> count(image.getSplit(), image.getClassName(), image.getBytes()));
      }
      rowsOf(NAMES).forEach(this::counted);
    } else {
      var order = new ArrayList<>(units.stream().map(PreparationUnit::getIndex).toList());
      order.add(NAMES);
      TABLE.write(folder.manifest(), () -> new Rows(order.iterator()));
    }
    var report = content(settings);
    folder.write(folder.report(), report);
    folder.discard(folder.work());
    return folder.read(folder.report());
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Map<String, Object> content(Map<String, String> settings) throws IOException {
    var report = new LinkedHashMap<String, Object>();
    report.put("output", folder.root());
    report.put("settings", settings);
    report.put("list_sha256", hash());
    report.put("class_count", perClass.size());
    var splits = new LinkedHashMap<String, Object>();
    perSplit.forEach(
        (split, sums) -> splits.put(split, Map.of("images", sums[0], "bytes", sums[1])));
    report.put("splits", splits);
    report.put("accepted", perSplit.values().stream().mapToLong(sums -> sums[0]).sum());
    if (StoredFiles.exists(folder.inputCount())) {
      report.putAll(folder.read(folder.inputCount()));
    }
    report.put(
        "shards", units.stream().filter(unit -> !listOnly && !unit.getOutput().isEmpty()).count());
    report.put("rejected", rejected);
    report.put("reasons", reasons);
    report.put("classes", perClass);
    return report;
  }

  private String hash() throws IOException {
    try (var in = StoredFiles.open(folder.listHash())) {
      var text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return text.substring(0, text.indexOf(' '));
    }
  }

  private PreparedImage counted(PreparedImage row) {
    if (row.getStatus().equals(ImageStatus.OK.name())) {
      var bytes = row.getOutputBytes();
      count(row.getSplit(), row.getClass$(), bytes == null ? 0 : bytes);
    } else {
      rejected++;
      // What is said in parentheses or of numbers differs from image to image.
      var reason =
          String.valueOf(row.getReason()).replaceAll(" ?\\(.*", "").replaceAll("\\d+", "N");
      reasons.merge(reason, 1L, Long::sum);
    }
    return row;
  }

  private void count(String split, String className, long bytes) {
    perClass.computeIfAbsent(className, none -> new TreeMap<>()).merge(split, 1L, Long::sum);
    var sums = perSplit.computeIfAbsent(split, none -> new long[2]);
    sums[0]++;
    sums[1] += Math.max(0, bytes);
  }

  /** All rows, one unit in memory at a time. */
  private final class Rows implements Iterator<PreparedImage> {

    private final Iterator<Integer> left;
    private Iterator<PreparedImage> unit = List.<PreparedImage>of().iterator();

    Rows(Iterator<Integer> left) {
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      while (!unit.hasNext() && left.hasNext()) {
        unit = rowsOf(left.next()).iterator();
      }
      return unit.hasNext();
    }

    @Override
    public PreparedImage next() {
      if (!hasNext()) {
        throw new java.util.NoSuchElementException();
      }
      return counted(unit.next());
    }
  }
}

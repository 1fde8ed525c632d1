package org.espalier.dataprep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.espalier.dataprep.image.ImagePreparation;
import org.espalier.dataprep.image.Link;
import org.espalier.dataprep.image.Output;
import org.espalier.dataprep.image.Recipe;
import org.espalier.dataprep.image.UnitWriter;
import org.espalier.schemas.PreparationUnit;
import org.espalier.schemas.PreparedImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.pipeline.Engine;
import org.espalier.transforms.tables.Table;

/**
 * Prepares a data set: lists, plans, does the units of the plan that are not done, and sums up.
 * Repeating it resumes where it left off; once complete, it does nothing.
 *
 * @param folder the output
 * @param source what to prepare
 * @param recipe how
 * @param output in which form
 * @param link how kept images get into a folder
 * @param seed seed of the order within shards
 * @param shardBytes bytes of a shard, about
 * @param maxRejected fraction of all images that may be rejected, in [0, 1]
 * @param listOnly whether to end with the list
 */
public record Preparation(
    PreparedFolder folder,
    Source source,
    Recipe recipe,
    Output output,
    Link link,
    long seed,
    long shardBytes,
    double maxRejected,
    boolean listOnly) {

  /** What is to be prepared. */
  public interface Source {

    /** All that decides the result, for the output's record. */
    Map<String, String> settings();

    /**
     * Lists it.
     *
     * @param folder for what is needed only on the way
     */
    Listed list(PreparedFolder folder, Engine engine) throws IOException;
  }

  /** Told of the units. */
  @FunctionalInterface
  public interface Listener {
    /** The work is planned, or was before; units follow until the listener is closed. */
    AutoCloseable preparing(List<PreparationUnit> units);
  }

  /** Checks the ranges. */
  public Preparation {
    if (!(maxRejected >= 0 && maxRejected <= 1)) {
      throw new IllegalArgumentException("--max-rejected must be in [0, 1], was " + maxRejected);
    }
    if (shardBytes < 1) {
      throw new IllegalArgumentException("a shard must have at least 1 byte, was " + shardBytes);
    }
  }

  /**
   * Runs to the end.
   *
   * @return the report
   * @throws IllegalArgumentException naming what is wrong with the input; nothing is left behind
   *     then, unless work was done before
   */
  public Map<String, Object> run(Engine engine, Listener listener) throws Exception {
    return OutputLock.holding(folder, () -> prepare(engine, listener));
  }

  ///////////////////////////////////////////////////////////////////////////////////////////////

  private Map<String, Object> prepare(Engine engine, Listener listener) throws Exception {
    boolean fresh = !StoredFiles.exists(folder.settings());
    folder.take(settings());
    if (folder.isComplete()) {
      folder.discard(folder.work());
      return folder.read(folder.report());
    }
    if (!StoredFiles.exists(folder.units())) {
      try {
        plan(engine);
      } catch (IOException | RuntimeException failure) {
        if (fresh) {
          giveBack();
        }
        throw failure;
      }
    }
    var units = AvroFile.<PreparationUnit>read(folder.units(), PreparationUnit.getClassSchema());
    long images = units.stream().mapToLong(PreparationUnit::getImages).sum();
    if (!listOnly) {
      long most = (long) Math.floor(maxRejected * images);
      var listening = listener.preparing(units);
      try {
        work(engine, units, most);
      } finally {
        listening.close();
      }
      RejectedCount.check(folder, most);
    }
    return new Completion(folder, units, listOnly).report(settings());
  }

  private void plan(Engine engine) throws IOException {
    Leftovers.remove(folder);
    var listed = source.list(folder, engine);
    ImageList.write(folder, listed.taken());
    folder.writeText(folder.classes(), String.join("\n", listed.classes()) + '\n');
    folder.write(folder.inputCount(), listed.count().toReport());
    rejectNames(listed);
    new Plan(output, recipe, seed, shardBytes).write(folder, listed);
    folder.discard(folder.listedClasses());
    folder.discard(folder.listedPieces());
  }

  private void rejectNames(Listed listed) throws IOException {
    var rows = new ArrayList<PreparedImage>();
    try (var preparation = new ImagePreparation(recipe)) {
      for (var image : listed.rejected()) {
        rows.add(preparation.prepare(image).row().build());
      }
    }
    if (!rows.isEmpty()) {
      Table.of(PreparedImage.class).write(folder.rows(Completion.NAMES, rows.size()), rows);
    }
  }

  private void work(Engine engine, List<PreparationUnit> units, long most) throws IOException {
    var left = new ArrayList<Integer>();
    for (var unit : units) {
      if (folder.rowsOf(unit.getIndex()).isEmpty()) {
        left.add(unit.getIndex());
      }
    }
    if (!left.isEmpty()) {
      Leftovers.remove(folder);
      var numbers = left.stream().mapToInt(Integer::intValue).toArray();
      var writer = new UnitWriter(folder.root(), recipe, link);
      var pipeline = Pipeline.create(engine.options("prepare"));
      pipeline.apply("PrepareUnits", PrepareUnits.of(folder, numbers, writer, most));
      Engine.run(pipeline, "prepare " + folder.root());
    }
  }

  private void giveBack() throws IOException {
    folder.discard(folder.work());
    for (var file :
        List.of(folder.list(), folder.listHash(), folder.classes(), folder.settings())) {
      StoredFiles.deleteMatches(file);
    }
  }

  private Map<String, String> settings() {
    var settings = new TreeMap<>(source.settings());
    settings.put("recipe", recipe.describe());
    settings.put("check", recipe.decode() ? "decode" : "header");
    settings.put("max_pixels", Long.toString(recipe.mostPixels()));
    settings.put("format", output.name().toLowerCase(java.util.Locale.ROOT));
    settings.put("seed", Long.toString(seed));
    settings.put("shard_bytes", Long.toString(shardBytes));
    settings.put("list_only", Boolean.toString(listOnly));
    return settings;
  }
}

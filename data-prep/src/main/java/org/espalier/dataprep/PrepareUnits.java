package org.espalier.dataprep;

import java.io.IOException;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.dataprep.image.UnitWriter;
import org.espalier.schemas.ImageStatus;
import org.espalier.schemas.PreparationUnit;
import org.espalier.schemas.PreparedImage;
import org.espalier.schemas.SourceImage;
import org.espalier.transforms.files.AvroFile;
import org.espalier.transforms.pipeline.WorkQueue;
import org.espalier.transforms.tables.Table;

/**
 * Does units of work: idle workers pull the next. A unit whose rows are there is done: its shard
 * was renamed into place before.
 */
public final class PrepareUnits extends PTransform<PBegin, PCollection<Integer>> {

  private final PreparedFolder folder;
  private final int[] units;
  private final PrepareFn prepare;

  private PrepareUnits(PreparedFolder folder, int[] units, PrepareFn prepare) {
    this.folder = folder;
    this.units = units;
    this.prepare = prepare;
  }

  /**
   * Does the units with these numbers.
   *
   * @param writer how
   * @param mostRejected images that may be rejected in all
   */
  static PrepareUnits of(PreparedFolder folder, int[] units, UnitWriter writer, long mostRejected) {
    return new PrepareUnits(folder, units, new PrepareFn(folder, writer, mostRejected));
  }

  @Override
  public PCollection<Integer> expand(PBegin begin) {
    return begin.apply("Units", Read.from(WorkQueue.of(units))).apply("Prepare", ParDo.of(prepare));
  }

  @Override
  public String toString() {
    return "PrepareUnits into " + folder.root();
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class PrepareFn extends DoFn<Integer, Integer> {

    private final PreparedFolder folder;
    private final UnitWriter writer;
    private final long mostRejected;

    PrepareFn(PreparedFolder folder, UnitWriter writer, long mostRejected) {
      this.folder = folder;
      this.writer = writer;
      this.mostRejected = mostRejected;
    }

    @ProcessElement
    public void prepare(@Element Integer number, OutputReceiver<Integer> done) throws IOException {
      if (folder.rowsOf(number).isEmpty()) {
        RejectedCount.check(folder, mostRejected);
        var images =
            AvroFile.<SourceImage>read(folder.images(number), SourceImage.getClassSchema());
        var rows = writer.write(unit(number), images);
        long rejected =
            rows.stream().filter(r -> !r.getStatus().equals(ImageStatus.OK.name())).count();
        Table.of(PreparedImage.class).write(folder.rows(number, rejected), rows);
      }
      done.output(number);
    }

    private PreparationUnit unit(int number) {
      return AvroFile.<PreparationUnit>read(folder.units(), PreparationUnit.getClassSchema())
          .get(number);
    }
  }
}

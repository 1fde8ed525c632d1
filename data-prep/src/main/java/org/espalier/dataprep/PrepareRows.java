package org.espalier.dataprep;

import java.io.IOException;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.espalier.dataprep.nb201.Nb201Source;
import org.espalier.schemas.Nb201Row;
import org.espalier.transforms.pipeline.WorkQueue;
import org.espalier.transforms.tables.Table;

/** Reads stretches of NAS-Bench-201 into a file of rows each. */
public final class PrepareRows extends PTransform<PBegin, PCollection<Integer>> {

  private final int[] units;
  private final RowsFn rows;

  private PrepareRows(int[] units, RowsFn rows) {
    this.units = units;
    this.rows = rows;
  }

  /** Does the units with these numbers; a unit whose rows are there is done. */
  static PrepareRows of(PreparedFolder folder, int[] units, Nb201Source source) {
    return new PrepareRows(units, new RowsFn(folder, source));
  }

  @Override
  public PCollection<Integer> expand(PBegin begin) {
    return begin.apply("Units", Read.from(WorkQueue.of(units))).apply("Rows", ParDo.of(rows));
  }

  /////////////////////////////////////////////////////////////////////////////

  private static final class RowsFn extends DoFn<Integer, Integer> {

    private final PreparedFolder folder;
    private final Nb201Source source;

    RowsFn(PreparedFolder folder, Nb201Source source) {
      this.folder = folder;
      this.source = source;
    }

    @ProcessElement
    public void rows(@Element Integer unit, OutputReceiver<Integer> done) throws IOException {
      if (folder.rowsOf(unit).isEmpty()) {
        int first = unit * source.stretch();
        var rows = source.rows(first, first + source.stretch());
        Table.of(Nb201Row.class).write(folder.rows(unit, 0), rows);
      }
      done.output(unit);
    }
  }
}

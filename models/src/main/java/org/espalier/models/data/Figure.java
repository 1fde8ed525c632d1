package org.espalier.models.data;

/** The classes of the generated images, each by its distance function, in order of their labels. */
enum Figure {
  DISC {
    @Override
    double distance(double x, double y) {
      return StrictMath.hypot(x, y) - 0.9;
    }
  },
  RING {
    @Override
    double distance(double x, double y) {
      return Math.abs(StrictMath.hypot(x, y) - 0.75) - 0.18;
    }
  },
  SQUARE {
    @Override
    double distance(double x, double y) {
      return square(x, y) - 0.8;
    }
  },
  FRAME {
    @Override
    double distance(double x, double y) {
      return Math.abs(square(x, y) - 0.65) - 0.18;
    }
  },
  TRIANGLE {
    @Override
    double distance(double x, double y) {
      return Math.max(Math.abs(x) * 0.866 - y * 0.5, y) - 0.5;
    }
  },
  PLUS {
    @Override
    double distance(double x, double y) {
      return cross(x, y);
    }
  },
  SALTIRE {
    @Override
    double distance(double x, double y) {
      return cross((x - y) * 0.7071, (x + y) * 0.7071);
    }
  },
  ROWS {
    @Override
    double distance(double x, double y) {
      return Math.max(square(x, y) - 0.85, wave(y));
    }
  },
  COLUMNS {
    @Override
    double distance(double x, double y) {
      return Math.max(square(x, y) - 0.85, wave(x));
    }
  },
  CHECKS {
    @Override
    double distance(double x, double y) {
      var checks = Math.max(Math.min(wave(x), -wave(y)), Math.min(-wave(x), wave(y)));
      return Math.max(square(x, y) - 0.85, checks);
    }
  };

  private static final double PERIOD = 0.57;

  /**
   * Roughly the distance to the edge of the figure, in units of its radius: negative inside.
   *
   * @param x to the right of the centre
   * @param y below the centre
   */
  abstract double distance(double x, double y);

  private static double square(double x, double y) {
    return Math.max(Math.abs(x), Math.abs(y));
  }

  private static double cross(double x, double y) {
    double upright = Math.max(Math.abs(x) - 0.25, Math.abs(y) - 0.95);
    double level = Math.max(Math.abs(y) - 0.25, Math.abs(x) - 0.95);
    return Math.min(upright, level);
  }

  /** A triangle wave: negative within stripes of half a period. */
  private static double wave(double x) {
    double turns = x / PERIOD + 0.25;
    double phase = turns - Math.floor(turns);
    return (Math.abs(phase - 0.5) - 0.25) * PERIOD;
  }
}

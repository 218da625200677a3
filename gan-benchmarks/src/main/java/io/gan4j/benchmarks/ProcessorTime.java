package io.gan4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this program, which tells the work even where others share the machine. */
final class ProcessorTime {
    private ProcessorTime() {}

    /** Returns the nanoseconds of all threads so far, compiler and collector included. */
    static long nanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}

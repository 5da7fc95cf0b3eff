#pragma once

namespace gatehouse::vision {

// How many threads OpenCV may use for one network at a time, in the whole process: workers × this ≤ cores. Called once
// at start, before any network runs. 1 makes every worker compute on its own thread.
void setThreadsPerNetwork(int count);

} // namespace gatehouse::vision

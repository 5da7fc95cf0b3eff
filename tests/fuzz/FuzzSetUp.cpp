#include "tests/fuzz/FuzzTarget.h"

#include <QCoreApplication>

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    // Never destroyed: the fuzzer ends the process itself.
    static auto* application = new QCoreApplication(*argc, *argv);
    static_cast<void>(application);
    // What Qt says about damaged input is no finding, and would be most of the output.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    return 0;
}

#include "core/people/ConsentNotice.h"
#include "tests/fuzz/FuzzTarget.h"
#include "tests/fuzz/ScratchFile.h"

using namespace gatehouse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const fuzz::ScratchFolder folder;
    qputenv("GATEHOUSE_RESOURCES", folder.path().toUtf8());
    static_cast<void>(folder.write(QStringLiteral("notices/face-access-2-en.txt"), fuzz::bytesOf(data, size)));
    const auto notice = people::loadConsentNotice(u"en");
    if (!notice)
        return 0;
    fuzz::mustHold(notice->version.startsWith(QLatin1String("face-access-")), "it has a version");
    fuzz::mustHold(!notice->text.isEmpty() && notice->hash.size() == 32, "a text, and what proves which one");
    return 0;
}

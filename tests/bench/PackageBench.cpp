#include "core/privacy/SubjectPackage.h"
#include "core/security/RecoveryCode.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace gatehouse;
using namespace gatehouse::privacy;

// How much memory the package of a subject takes at most, by the number of signed forms in it. The reference is the
// package of one form: what is written piece by piece takes no more for many.

namespace {

constexpr qsizetype FormBytes = 2 * 1024 * 1024;
constexpr int Forms = 200;
constexpr double MostTimesOne = 1.5;

QByteArray form(ConsentId consent)
{
    QByteArray bytes(FormBytes, Qt::Uninitialized);
    QRandomGenerator random(quint32(consent.value()));
    std::generate(bytes.begin(), bytes.end(), [&random] { return char(random.generate()); });
    return bytes;
}

SubjectMaterial withForms(int count)
{
    SubjectMaterial material;
    for (int number = 1; number <= count; ++number)
        material.proofs.append(ConsentId(number));
    return material;
}

double megabytesOf(QByteArrayView field)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(field))
            return line.mid(field.size()).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

// How far this process grew above what it had before, in MB. The kernel forgets the peak of before when it is told to.
template <typename Work>
double growthOf(const Work& work)
{
    QFile forget(QStringLiteral("/proc/self/clear_refs"));
    if (!forget.open(QIODevice::WriteOnly | QIODevice::Unbuffered) || forget.write("5") != 1)
        return -1;
    const double before = megabytesOf("VmRSS:");
    work();
    return megabytesOf("VmHWM:") - before;
}

bool pack(const SubjectMaterial& material, const ProofLoader& load)
{
    const QTemporaryDir folder;
    auto zip = EncryptedZip::create(folder.filePath(QStringLiteral("package.zip")), security::makeRecoveryCode());
    if (!zip)
        return false;
    const auto proofs = packProofs(*zip, material, load);
    return proofs && packSubject(*zip, material, { {}, *proofs }, {}, {});
}

} // namespace

int main()
{
    bool isWritten = true;
    const auto inTurn = [](ConsentId consent) -> Result<std::optional<people::ConsentProof>> {
        return std::optional(people::ConsentProof { form(consent), QStringLiteral("application/pdf") });
    };
    const double one = growthOf([&] { isWritten &= pack(withForms(1), inTurn); });
    const double many = growthOf([&] { isWritten &= pack(withForms(Forms), inTurn); });
    const double gathered = growthOf([&] {
        QHash<qint64, QByteArray> all;
        const SubjectMaterial material = withForms(Forms);
        for (const ConsentId consent : material.proofs)
            all.insert(consent.value(), form(consent));
        isWritten &= pack(material, [&all](ConsentId consent) -> Result<std::optional<people::ConsentProof>> {
            return std::optional(
                people::ConsentProof { all.value(consent.value()), QStringLiteral("application/pdf") });
        });
    });
    std::printf("\nA subject's package, memory at its peak\n  reference: one form of 2 MB, %.1f MB\n", one);
    std::printf("  %-46s %9.1f MB  %8.2f x\n", "200 forms, each in its turn", many, many / one);
    std::printf("  %-46s %9.1f MB  %8.2f x\n", "200 forms, all gathered before", gathered, gathered / one);
    const bool isFlat = isWritten && one > 0 && many <= MostTimesOne * one;
    std::printf("  no more for many than for one: %s\n", isFlat ? "yes" : "NO");
    return isFlat ? 0 : 1;
}

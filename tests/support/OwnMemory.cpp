#include "tests/support/OwnMemory.h"

#include <QFile>
#include <QList>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace gatehouse::test {

namespace {

struct Region
{
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
};

// "7f00-7f10 rw-p 00000000 00:00 0   [heap]", readable ones without those the kernel makes up.
std::vector<Region> readableRegions()
{
    QFile maps(QStringLiteral("/proc/self/maps"));
    if (!maps.open(QIODevice::ReadOnly))
        return {};
    std::vector<Region> regions;
    const QList<QByteArray> lines = maps.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.simplified().split(' ');
        if (fields.size() < 2 || !fields[1].startsWith('r') || line.contains("[v") || line.contains("/dev/"))
            continue;
        const QList<QByteArray> bounds = fields[0].split('-');
        regions.push_back({ bounds[0].toULongLong(nullptr, 16), bounds[1].toULongLong(nullptr, 16) });
    }
    return regions;
}

// Counts in one stretch; memchr finds the first byte, the rest is compared through the mask.
int countIn(const unsigned char* bytes, std::size_t size, const MaskedSecret& secret)
{
    int found = 0;
    const unsigned char* at = bytes;
    const unsigned char* const end = bytes + size;
    while (std::size_t(end - at) >= secret.size()) {
        at = static_cast<const unsigned char*>(
            std::memchr(at, secret.byteAt(0), std::size_t(end - at) - secret.size() + 1));
        if (!at)
            break;
        std::size_t same = 1;
        while (same < secret.size() && at[same] == secret.byteAt(same))
            ++same;
        found += same == secret.size() ? 1 : 0;
        ++at;
    }
    return found;
}

} // namespace

MaskedSecret::MaskedSecret(const void* bytes, std::size_t size)
    : m_masked(size)
{
    for (std::size_t index = 0; index < size; ++index)
        m_masked[index] = static_cast<const unsigned char*>(bytes)[index] ^ Mask;
}

MaskedSecret MaskedSecret::randomWord(std::size_t letters)
{
    std::random_device source;
    std::uniform_int_distribution<int> letter(0, 25);
    MaskedSecret secret;
    for (std::size_t index = 0; index < letters; ++index)
        secret.m_masked.push_back(static_cast<unsigned char>('a' + letter(source)) ^ Mask);
    return secret;
}

MaskedSecret MaskedSecret::asUtf16() const
{
    MaskedSecret wide;
    for (const unsigned char byte : m_masked) {
        wide.m_masked.push_back(byte);
        wide.m_masked.push_back(Mask);
    }
    return wide;
}

MaskedSecret MaskedSecret::asHex() const
{
    MaskedSecret hex;
    for (std::size_t index = 0; index < size(); ++index) {
        for (const int half : { byteAt(index) >> 4, byteAt(index) & 0xf })
            hex.m_masked.push_back(static_cast<unsigned char>(half < 10 ? '0' + half : 'a' + half - 10) ^ Mask);
    }
    return hex;
}

QByteArray MaskedSecret::bytes() const
{
    QByteArray clear(qsizetype(size()), Qt::Uninitialized);
    for (std::size_t index = 0; index < size(); ++index)
        clear[qsizetype(index)] = static_cast<char>(byteAt(index));
    return clear;
}

void wipe(QByteArray& bytes)
{
    explicit_bzero(const_cast<char*>(bytes.constData()), std::size_t(bytes.size()));
}

void wipe(QString& text)
{
    explicit_bzero(const_cast<QChar*>(text.constData()), std::size_t(text.size()) * sizeof(QChar));
}

int countInOwnMemory(const MaskedSecret& secret)
{
    constexpr std::size_t Stretch = 4U << 20;
    auto* buffer =
        static_cast<unsigned char*>(mmap(nullptr, Stretch, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (buffer == MAP_FAILED || memory < 0)
        qFatal("this process cannot read its own memory");
    const auto own = reinterpret_cast<std::uintptr_t>(buffer);
    int found = 0;
    const auto look = [&](std::uintptr_t begin, std::uintptr_t end) {
        while (begin + secret.size() <= end) {
            const auto wanted = std::min<std::size_t>(end - begin, Stretch);
            const ssize_t got = pread(memory, buffer, wanted, static_cast<off_t>(begin));
            if (got < static_cast<ssize_t>(secret.size()))
                break; // a page that is not there
            found += countIn(buffer, std::size_t(got), secret);
            // The next stretch begins within this one, so that none is cut in two.
            begin += std::size_t(got) < wanted || wanted == end - begin ? end - begin : wanted - secret.size() + 1;
        }
    };
    for (const Region& region : readableRegions()) {
        // The buffer may have become one region with its neighbours.
        if (region.begin <= own && own < region.end) {
            look(region.begin, own);
            look(own + Stretch, region.end);
        } else {
            look(region.begin, region.end);
        }
    }
    close(memory);
    munmap(buffer, Stretch);
    return found;
}

PageState pageState(const void* address)
{
    QFile smaps(QStringLiteral("/proc/self/smaps"));
    if (!smaps.open(QIODevice::ReadOnly))
        return {};
    const auto wanted = reinterpret_cast<std::uintptr_t>(address);
    bool isHere = false;
    const QList<QByteArray> lines = smaps.readAll().split('\n');
    for (const QByteArray& line : lines) {
        const QByteArray first = line.left(line.indexOf(' '));
        if (const qsizetype dash = first.indexOf('-'); dash > 0 && !first.contains(':')) {
            isHere = first.left(dash).toULongLong(nullptr, 16) <= wanted
                && wanted < first.mid(dash + 1).toULongLong(nullptr, 16);
        } else if (isHere && line.startsWith("VmFlags:")) {
            const QList<QByteArray> flags = line.mid(8).simplified().split(' ');
            return { flags.contains("lo"), flags.contains("dd") };
        }
    }
    return {};
}

} // namespace gatehouse::test

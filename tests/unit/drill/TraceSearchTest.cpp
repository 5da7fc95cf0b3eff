#include "core/drill/TraceSearch.h"

#include <QRandomGenerator>
#include <QSet>

#include <gtest/gtest.h>

using namespace gatehouse;
using namespace gatehouse::drill;

namespace {

QByteArray utf16(const QString& text)
{
    return QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
}

QByteArray bigEndian(QByteArray bytes)
{
    for (qsizetype index = 0; index + 1 < bytes.size(); index += 2)
        std::swap(bytes[index], bytes[index + 1]);
    return bytes;
}

QByteArray floats(const std::vector<float>& numbers)
{
    return QByteArray(
        reinterpret_cast<const char*>(numbers.data()), static_cast<qsizetype>(numbers.size() * sizeof(float)));
}

QByteArray noise(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator generator(20260301);
    for (char& byte : bytes)
        byte = static_cast<char>(generator.generate());
    return bytes;
}

class TraceSearchTest : public testing::Test
{
protected:
    TraceSearchTest() { m_search.addPersons(m_persons); }

    // What is found in `content` somewhere in the middle of something else, and where.
    void expectFound(const QByteArray& content, CanaryKind kind, TraceForm form)
    {
        const QByteArray before = noise(1000);
        const auto traces = m_search.in(before + content + noise(500));
        ASSERT_FALSE(traces.isEmpty()) << qPrintable(canaryKindCode(kind) + u' ' + traceFormCode(form));
        EXPECT_EQ(traces.first().of, TraceOf::Canary);
        EXPECT_EQ(traces.first().kind, kind);
        EXPECT_EQ(traces.first().form, form);
        EXPECT_GE(traces.first().offset, before.size());
        EXPECT_LT(traces.first().offset, before.size() + content.size());
    }

    QList<CanaryPerson> m_persons = canaryPersons(7, 40);
    TraceSearch m_search;
};

} // namespace

TEST(Canaries, AreTheSameForOneSeedAndAllDifferent)
{
    const auto one = canaryPersons(7, 50);
    const auto two = canaryPersons(7, 50);
    const auto other = canaryPersons(8, 50);
    QSet<QString> texts;
    for (int index = 0; index < 50; ++index) {
        EXPECT_EQ(one[index].name(), two[index].name());
        EXPECT_EQ(one[index].picture, two[index].picture);
        EXPECT_EQ(one[index].face, two[index].face);
        EXPECT_NE(one[index].name(), other[index].name());
        for (const QString& text : { one[index].givenName, one[index].familyName, one[index].residentId,
                 one[index].plate.toString(), QString::fromLatin1(one[index].picture.toHex()) })
            texts.insert(text);
    }
    EXPECT_EQ(texts.size(), 250);
    EXPECT_NE(canaryPassphrase(7, 0), canaryPassphrase(7, 1));
}

TEST_F(TraceSearchTest, FindsATextInWhateverWayItWasWritten)
{
    const CanaryPerson& person = m_persons[17];
    for (const auto& [text, kind] :
        { std::pair(person.familyName, CanaryKind::Name), std::pair(person.residentId, CanaryKind::ResidentId),
            std::pair(person.plate.toString(), CanaryKind::Plate) }) {
        expectFound(text.toUtf8(), kind, TraceForm::Utf8);
        expectFound(utf16(text), kind, TraceForm::Utf16Little);
        expectFound(bigEndian(utf16(text)), kind, TraceForm::Utf16Big);
        expectFound(text.toUtf8().toHex(), kind, TraceForm::Hex);
        expectFound(text.toUtf8().toHex().toUpper(), kind, TraceForm::Hex);
        for (const char* before : { "", "x", "xy", "xyz" })
            expectFound((before + text.toUtf8() + "-and-more").toBase64(), kind, TraceForm::Base64);
    }
    expectFound(person.givenName.toLower().toUtf8(), CanaryKind::Name, TraceForm::Utf8);
    // As a Chinese plate is shown to people, with its dot.
    expectFound(person.plate.display().toUtf8(), CanaryKind::Plate, TraceForm::Utf8);
}

TEST_F(TraceSearchTest, FindsPartsOfPicturesAndTemplates)
{
    const CanaryPerson& person = m_persons[5];
    const QByteArray face = floats(person.face);
    expectFound(person.picture, CanaryKind::Picture, TraceForm::Bytes);
    expectFound(person.picture.mid(person.picture.size() / 3), CanaryKind::Picture, TraceForm::Bytes);
    expectFound(person.picture.toBase64(), CanaryKind::Picture, TraceForm::Base64);
    expectFound(face, CanaryKind::Template, TraceForm::Bytes);
    expectFound(face.left(face.size() / 2), CanaryKind::Template, TraceForm::Bytes);
    expectFound(face.toHex(), CanaryKind::Template, TraceForm::Hex);
}

TEST_F(TraceSearchTest, FindsBeginningsOfFiles)
{
    m_search.addFileBeginnings();
    const std::pair<QByteArray, TraceOf> beginnings[] = {
        { QByteArray::fromHex("ffd8ffe000104a4649460001"), TraceOf::PictureFile },
        { "RIFF....WEBPVP8 ....", TraceOf::PictureFile },
        { QByteArray::fromHex("89504e470d0a1a0a0000000d"), TraceOf::PictureFile },
        { "%PDF-1.4\n", TraceOf::Document },
        { QByteArray("SQLite format 3\0", 16), TraceOf::PlainStore },
    };
    for (const auto& [bytes, of] : beginnings) {
        const auto traces = m_search.in("xx" + bytes);
        ASSERT_EQ(traces.size(), 1) << bytes.constData();
        EXPECT_EQ(traces.first().of, of);
    }
}

TEST_F(TraceSearchTest, FindsNothingInWhatOnlyLooksLikeIt)
{
    m_search.addFileBeginnings();
    EXPECT_TRUE(m_search.in(noise(8 << 20)).isEmpty());
    EXPECT_TRUE(m_search.in(canaryPersons(8, 40).first().name().toUtf8()).isEmpty());
    EXPECT_TRUE(m_search.in(m_persons[3].familyName.left(9).toUtf8()).isEmpty());
    EXPECT_TRUE(m_search.in({}).isEmpty());
    EXPECT_TRUE(m_search.in("short").isEmpty());
}

TEST_F(TraceSearchTest, LeavesOutWhatTurnsUpByChance)
{
    const auto before = m_search.patterns();
    m_search.addBytes(CanaryKind::Secret, "1234567");
    EXPECT_TRUE(m_search.in("1234567").isEmpty());
    EXPECT_EQ(m_search.patterns(), before + 5); // in Base64 and hexadecimal it is long enough
    m_search.addText(CanaryKind::Secret, QStringLiteral("12345678"));
    EXPECT_EQ(m_search.in("x12345678").first().kind, CanaryKind::Secret);
}

TEST_F(TraceSearchTest, CountsNoFurtherThanItHasTo)
{
    EXPECT_EQ(
        m_search.in((m_persons[0].familyName + u' ').repeated(5000).toUtf8()).size(), TraceSearch::MostTraces);
}

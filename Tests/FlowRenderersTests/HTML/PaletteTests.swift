import Foundation
import Testing

@testable import FlowRenderers

@Suite("The colours of a page")
struct PaletteTests {
    @Test("have the contrast that WCAG asks for at AA, on light and on dark ground", arguments: [true, false])
    func contrast(_ isLight: Bool) throws {
        let palette = isLight ? Palette.light : .dark
        let colors = Dictionary(uniqueKeysWithValues: palette.colors.map { ($0.name, $0.value) })
        for (pairs, least) in [(Palette.texts, 4.5), (Palette.shapes, 3)] {
            for (front, back) in pairs {
                let ratio = Self.contrast(try #require(colors[front]), try #require(colors[back]))
                #expect(ratio >= least, "\(front) on \(back): \(ratio)")
            }
        }
    }

    @Test("are told apart by a measure that knows black on white as 21 to 1")
    func measure() {
        #expect(Self.contrast(0x000000, 0xFFFFFF) == 21)
        // By WebAIM's contrast checker.
        #expect((Self.contrast(0x767676, 0xFFFFFF) * 100).rounded() == 454)
    }

    @Test("are all used, and none is used that is not among them")
    func names() {
        let known = Set(Palette.light.colors.map(\.name))
        #expect(known == Set(Palette.dark.colors.map(\.name)))
        let used = Set(PageStyle.css.matches(of: /var\(--([a-z0-9-]+)\)/).map { String($0.1) })
        #expect(used.subtracting(["bar-length"]) == known)
    }

    /// WCAG's ratio of the relative luminances of two colours.
    private static func contrast(_ a: UInt32, _ b: UInt32) -> Double {
        func luminance(_ color: UInt32) -> Double {
            let parts = [16, 8, 0].map { shift in
                let part = Double(color >> UInt32(shift) & 0xFF) / 255
                return part <= 0.040_45 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (low, high) = (min(luminance(a), luminance(b)), max(luminance(a), luminance(b)))
        return (high + 0.05) / (low + 0.05)
    }
}
